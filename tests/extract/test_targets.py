"""Targets with indicator, base and status; names with numbers are none."""

from __future__ import annotations

import pytest

from policytext.extract.deadlines import find_times
from policytext.extract.mentions import TargetMention
from policytext.extract.statuses import modality_of
from policytext.extract.targets import find_targets
from policytext.normalize.offsets import normalize


def targets(source: str, *, achieved: bool = False) -> tuple[str, list[TargetMention]]:
    text = normalize(source).text
    return text, find_targets(text, 0, len(text), achieved=achieved)


@pytest.mark.parametrize(
    ("source", "span", "indicator"),
    [
        ("居民满意度达到90%以上。", "达到90%以上", "居民满意度"),
        ("新建邻里中心20个。", "20个", "邻里中心"),
        ("建成20个邻里中心。", "20个", "邻里中心"),
    ],
)
def test_a_target_has_its_indicator(source: str, span: str, indicator: str) -> None:
    text, (found,) = targets(source)
    assert text[found.start : found.end] == span
    assert found.indicator is not None
    assert text[slice(*found.indicator)].endswith(indicator)


@pytest.mark.parametrize(
    ("source", "base"),
    [
        ("每万城镇常住人口配备社区工作者不少于18人。", "每万城镇常住人口"),
        ("居民收入比2020年增加一倍以上。", "2020年"),
        ("每个网格都要有一支志愿队伍。", "每个网格"),
        ("按每200 户2 名的标准配齐楼长。", "每200户"),
        ("每10万人口执业药师达到80人。", "每10万人口"),
        ("每百户居民服务用房面积不低于40平方米。", "每百户居民"),
        ("每万人发明专利拥有量达到25件。", "每万人"),
        ("每千名老年人拥有护理床位42张。", "每千名老年人"),
        ("客运量较上年分别增长12%。", "上年"),
        ("能耗强度比2020年累计下降14.5%。", "2020年"),
        ("产值平均每年增长8%。", "平均每年"),
        ("配备社区工作者，每个社区8人左右。", "每个社区"),
        ("按每村（社区）1名配齐协管员。", "每村(社区)"),
    ],
)
def test_a_base_is_what_the_number_counts_from(source: str, base: str) -> None:
    text, (found,) = targets(source)
    assert found.base is not None
    assert text[slice(*found.base)] == base


@pytest.mark.parametrize(
    "source",
    [
        "签约项目数与合同额分别增长20%。",
        "与江南高校共建实验室15家。",
        "创建示范、评比表彰项目压减40%。",
        "余额同\n比分别增长11%。",
    ],
)
def test_what_is_joined_or_told_without_a_reference_is_no_base(source: str) -> None:
    _, found = targets(source)
    assert [target.base for target in found] == [None]


@pytest.mark.parametrize(
    ("source", "word", "value"),
    [
        ("实现社区助餐服务全覆盖。", "全覆盖", 100),
        ("实现问题台账动态清零。", "清零", 0),
        ("做到困难群众应保尽保。", "应保尽保", 100),
    ],
)
def test_a_whole_without_a_number_is_implied(source: str, word: str, value: float) -> None:
    text, (found,) = targets(source)
    assert text[found.start : found.end].endswith(word)
    assert (found.implied, found.value, found.unit) == (True, value, "%")


@pytest.mark.parametrize(
    ("source", "achieved", "status"),
    [
        ("新建邻里中心20个。", False, "planned"),
        ("新建邻里中心20个。", True, "achieved"),
        ("全市共有社区工作者3000名，要分批轮训。", False, "baseline"),
    ],
)
def test_the_status_tells_plan_result_and_situation(source: str, achieved: bool, status: str) -> None:
    assert [t.status for t in targets(source, achieved=achieved)[1]] == [status]


@pytest.mark.parametrize(
    "source",
    [
        "实施3项行动。", "抓好3个方面工作。", "深化“双十”行动。", "实施“1226”工程。", "建立3岗18级体系。", "落实五项权力。",
        "建设7办5中心。", "压实四级书记责任。", "推进一网统管。", "打造“15分钟服务圈”。", "用好12345热线。", "贯彻二十届三中全会精神。",
        "2025年底前完成。", "开展一次排查。", "组建一支队伍。", "培育一批骨干。", "全面推进社区治理。", "",
    ],
)  # fmt: skip
def test_a_name_count_or_date_is_no_target(source: str) -> None:
    assert targets(source)[1] == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("确保覆盖率", "must"),
        ("力争覆盖率", "strive"),
        ("原则上每个社区", "principle"),
        ("鼓励有条件的社区", "encourage"),
        ("推进建设", "plan"),
    ],
)
def test_the_strength_of_commitment_is_told_by_words(text: str, modality: str) -> None:
    assert modality_of(text, 0, len(text)) == modality


@pytest.mark.parametrize(
    "source", ["5个工作日内办妥手续。", "确保3个工作日内送达。", "2个工作日内审批。", "1小时内响应。"]
)
def test_a_promised_service_is_a_target_and_no_time_limit(source: str) -> None:
    text, (found,) = targets(source)
    assert found.comparator == "le"
    assert find_times(text, 0, len(text)) == []


def test_a_subsidy_that_was_paid_is_a_result() -> None:
    source = "对新认定的高新技术企业一次性奖励20万元。"
    assert targets(source)[1] == []
    assert [found.status for found in targets(source, achieved=True)[1]] == ["achieved"]


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("年初列入计划的87个项目加快建设。", "baseline"),
        ("整合全市320个驿站。", "baseline"),
        ("对87家门店开展排查。", "planned"),
        ("为1.2万名老人体检。", "planned"),
    ],
)
def test_what_is_there_and_what_is_to_be_reached(source: str, status: str) -> None:
    assert [found.status for found in targets(source)[1]] == [status]
