"""What was done and what is to be done, in texts whose headings do not say it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import policytext
from policytext.model_files import model_folder
from policytext.structure import voice
from policytext.structure.stories import is_scene, leads_in, opens_story

BRIEF = """青禾县：把夜间诊室开到社区
来源：青禾日报 2024-06-18 09:20
近年来，青禾县围绕群众看病难，探索出社区夜间诊室的新路子。
县卫生健康局牵头建成夜间诊室24个，累计接诊3.6万人次，群众满意率达97.2%。
县医保局开通即时结算窗口18个，平均等候时间由40分钟缩短到12分钟。
“以前半夜发烧要跑县城。”家住东关社区的居民某某说，现在下楼就能看上病。
下一步，县卫生健康局将在2024年底前新建夜间诊室10个，力争覆盖率达到90%以上。
"""


def measures(text: str, path: str = "brief.txt") -> list[policytext.records.Measure]:
    return list(policytext.extract_text(text, path=path, sha256="0" * 64).measures)


def test_a_story_tells_what_was_done_and_what_comes_next() -> None:
    found = measures(BRIEF)
    assert [(m.kind, len(m.targets)) for m in found] == [("achievement", 3), ("achievement", 3), ("task", 2)]
    assert {t.status for m in found[:2] for t in m.targets} <= {"achieved", "baseline"}
    assert {t.status for t in found[2].targets} == {"planned"}


def test_the_same_figures_are_tasks_in_a_plan() -> None:
    plan = "青禾县夜间诊室建设实施方案\n一、重点任务\n（一）建设诊室。县卫生健康局牵头建成夜间诊室24个，满意率达到97%以上。\n（二）开通窗口。县医保局开通即时结算窗口18个。\n"
    assert [m.kind for m in measures(plan)] == ["task", "task"]


def test_a_text_without_a_word_of_the_past_sets_tasks() -> None:
    text = (
        "在全县供暖工作会议上的讲话\n第一，抓好燃料储备。督促供热企业足额储煤。\n第二，抓好设备检修。逐台检查锅炉。\n"
    )
    assert {m.kind for m in measures(text)} == {"task"}


@pytest.mark.parametrize(
    "passage",
    [
        "“以前修个水龙头都不知道找谁。”家住南巷社区的退休职工某某说。",
        "青禾县隶属某某市,辖15个镇、2个街道,现有学校68所。",
        "编者按:现选登几家的做法,供学习借鉴。",
        "图为青禾县夜间诊室。",
    ],
)
def test_scenes(passage: str) -> None:
    assert is_scene(passage)


def test_a_scene_is_not_what_was_done_or_will_be() -> None:
    assert not is_scene("“把诊室开到楼下。”县卫生健康局有关负责人表示,下一步,将新建诊室10个,覆盖率达到90%。")
    assert not is_scene("县医保局开通窗口18个,接待群众2.1万人次。")


def test_lead_ins_name_no_figure() -> None:
    assert leads_in("青禾县围绕建强组织、优化服务两个环节,把工作嵌入日常管理。")
    assert not leads_in("青禾县围绕建强组织,建成站点32个。")
    assert opens_story("青禾县坚持党建引领,建成站点32个。")


def test_signs_are_those_that_the_model_weighs() -> None:
    folder = model_folder(voice.MODEL, voice.FILE)
    content = json.loads((folder / voice.FILE).read_text(encoding="utf-8"))
    weighed = voice.Voice(
        "已建成3个。累计投入2万元。", story=False, looks_back=False, plan_is_out=False, genre="news"
    ).signs("已建成3个。", "", 0)
    assert len(weighed) == len(content["weights"]) == len(voice.FEATURES)
    assert 0 <= voice.chance_of_done(weighed) <= 1


def test_the_card_tells_the_model_that_lies_beside_it() -> None:
    import hashlib

    folder = Path(__file__).resolve().parents[2] / "models" / voice.MODEL
    assert hashlib.sha256((folder / voice.FILE).read_bytes()).hexdigest() in (folder / "README.md").read_text(
        encoding="utf-8"
    )


def test_a_model_that_is_missing_says_what_to_do() -> None:
    with pytest.raises(policytext.errors.ModelError, match="reinstall"):
        model_folder("no-such-model", "model.json")
