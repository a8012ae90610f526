"""The division that a document is of, by GB/T 2260; an ambiguous name without its city is none."""

from __future__ import annotations

import pytest

from policytext.records import Region
from policytext.resolve.regions import canonical_name, find_region, named_region

JINAN = Region(name="济南市", adcode="370100", level="city")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("济南市社区服务提升方案", JINAN),
        ("山东省社区服务提升方案", Region(name="山东省", adcode="370000", level="province")),
        ("山东省济南市社区服务提升方案", JINAN),
        ("济南市历下区社区服务提升方案", Region(name="济南市历下区", adcode="370102", level="county")),
        ("济宁市任城区人民政府", Region(name="济宁市任城区", adcode="370811", level="county")),
        ("北京市社区服务提升方案", Region(name="北京市", adcode="110000", level="province")),
        ("枣庄市市中区社区服务提升方案", Region(name="枣庄市市中区", adcode="370402", level="county")),
        ("2024年中华人民共和国国务院政府工作报告", Region(name="全国", adcode=None, level="nation")),
        ("国务院关于加强社区服务的意见", Region(name="全国", adcode=None, level="nation")),
        ("中共中央关于加强社区服务的意见", Region(name="全国", adcode=None, level="nation")),
    ],
)
def test_a_title_or_issuer_names_the_division(text: str, region: Region) -> None:
    assert find_region(text) == region


@pytest.mark.parametrize("text", ["市中区社区服务提升方案", "鼓楼区社区服务提升方案", "社区服务提升方案", "", None])
def test_an_ambiguous_or_absent_name_is_not_guessed(text: str | None) -> None:
    assert find_region(text) is None


@pytest.mark.parametrize(
    ("texts", "name"),
    [((None, "青岛市民政局", "济南市方案"), "青岛市"), (("社区方案", "济南市方案"), "济南市"), ((), None)],
)
def test_the_first_text_that_tells_decides(texts: tuple[str | None, ...], name: str | None) -> None:
    found = find_region(*texts)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("济南市", JINAN),
        (" 济南市 ", JINAN),
        ("全国", Region(name="全国", adcode=None, level="nation")),
        ("虚构市", Region(name="虚构市", adcode=None, level="city")),
        ("虚构省", Region(name="虚构省", adcode=None, level="province")),
        ("虚构县", Region(name="虚构县", adcode=None, level="county")),
        ("虚构街道", Region(name="虚构街道", adcode=None, level="town")),
        ("", None),
        (None, None),
    ],
)
def test_a_region_that_the_user_names_is_kept(name: str | None, region: Region | None) -> None:
    assert named_region(name) == region


@pytest.mark.parametrize(
    ("name", "region", "canonical"),
    [
        ("市民政局", JINAN, "济南市民政局"),
        ("市委组织部", JINAN, "济南市委组织部"),
        ("市市场监督管理局", JINAN, "济南市市场监督管理局"),
        ("省财政厅", JINAN, "山东省财政厅"),
        ("区民政局", Region(name="济南市历下区", adcode="370102", level="county"), "济南市历下区民政局"),
        ("市民政局", Region(name="济南市历下区", adcode="370102", level="county"), "济南市民政局"),
        ("市民政局", Region(name="北京市", adcode="110000", level="province"), "北京市民政局"),
        ("民政局", JINAN, None),
        ("市场监督管理局", JINAN, None),
        ("各区县政府", JINAN, None),
        ("区县民政局", Region(name="济南市历下区", adcode="370102", level="county"), None),
        ("市民政局", None, None),
        ("市民政局", Region(name="虚构市", adcode=None, level="city"), None),
        ("市民政局", Region(name="全国", adcode=None, level="nation"), None),
    ],
)
def test_a_name_takes_the_region_of_its_level(name: str, region: Region | None, canonical: str | None) -> None:
    assert canonical_name(name, region) == canonical


@pytest.mark.parametrize(
    ("text", "name"),
    [("创建食品安全示范县工作方案", None), ("中共范县委员会", "濮阳市范县"), ("2023年易县工作要点", "保定市易县")],
)
def test_a_short_name_inside_a_word_is_none(text: str, name: str | None) -> None:
    found = find_region(text)
    assert (found and found.name) == name
