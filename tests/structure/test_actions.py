"""What a passage is by its words: an action, or only told."""

from __future__ import annotations

import pytest

from policytext.structure.actions import admits_difficulties, is_preamble


@pytest.mark.parametrize(
    "passage",
    [
        "我们也清醒认识到,发展不平衡。",
        "社区养老仍存在困难和问题,床位不足。",
        "工作中还存在差距。",
        "基层治理还面临不少挑战。",
        "部分企业存在一些经营困难。",
    ],
)
def test_what_is_lacking_is_admitted(passage: str) -> None:
    assert admits_difficulties(passage)


@pytest.mark.parametrize(
    "passage",
    [
        "针对存在一些企业融资困难问题,出台贴息办法。",
        "解决面临的困难。",
        "对面临较多困难的家庭给予救助。",
        "全面开展安全隐患排查,建立存在问题清单。",
    ],
)
def test_what_is_done_about_it_is_no_admission(passage: str) -> None:
    assert not admits_difficulties(passage)


@pytest.mark.parametrize(
    "passage",
    [
        "《某县提质增效方案》已经县政府常务会议审定,现予印发,请对照分工抓好落实。",
        "《实施细则》业经市政府同意,现印发给你们。",
        "现予以转发,请结合实际执行。",
    ],
)
def test_a_letter_that_sends_a_plan_is_none_of_it(passage: str) -> None:
    assert is_preamble(passage)
