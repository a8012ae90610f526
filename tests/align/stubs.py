"""Small records made by hand, for tests of alignment apart from extraction."""

from __future__ import annotations

from typing import Any

from policytext.records import Aim, Deadline, Document, Measure, Region, Section, Target, Unit

REGIONS = {
    "全国": ("000000", "nation"),
    "山东省": ("370000", "province"),
    "济南市": ("370100", "city"),
    "青岛市": ("370200", "city"),
    "济宁市": ("370800", "city"),
    "槐荫区": ("370104", "county"),
    "安徽省": ("340000", "province"),
}


def region(name: str) -> Region:
    adcode, level = REGIONS[name]
    return Region(name=name, adcode=adcode, level=level)  # type: ignore[arg-type]


def document(doc_id: str, where: str | None, **fields: Any) -> Document:
    return Document(
        doc_id=doc_id,
        path=f"{doc_id}.txt",
        sha256="0" * 64,
        n_chars=10_000,
        end=10_000,
        region=region(where) if where else None,
        genre=fields.pop("genre", "plan"),
        **fields,
    )


def target(
    text: str, indicator: str | None, value: float | None, unit: str | None, *, start: int = 50, **fields: Any
) -> Target:
    return Target(
        text=text,
        start=start,
        end=start + len(text),
        indicator=indicator,
        value=value,
        unit=unit,
        comparator=fields.pop("comparator", "eq"),
        status=fields.pop("status", "planned"),
        **fields,
    )


def measure(doc_id: str, order: int, title: str, body: str, **fields: Any) -> Measure:
    start = 1000 * order
    text = f"{title}。{body}"
    return Measure(
        text=text,
        start=start,
        end=start + len(text),
        measure_id=f"{doc_id}-m{order}",
        doc_id=doc_id,
        section_id=fields.pop("section_id", None),
        order=order,
        kind=fields.pop("kind", "task"),
        title=title,
        title_start=start,
        title_end=start + len(title),
        **fields,
    )


def aim(doc_id: str, order: int, stated: Target, **fields: Any) -> Aim:
    return Aim(aim_id=f"{doc_id}-a{order}", doc_id=doc_id, section_id=None, order=order, target=stated, **fields)


def unit(text: str) -> Unit:
    return Unit(text=text, start=40, end=40 + len(text), name=text, role="lead", type="government", evidence="label")


def deadline(value: str, start: int) -> Deadline:
    return Deadline(text="年底前", start=start, end=start + 3, type="by", value=value, resolved_end=value)


def section(section_id: str, doc_id: str, heading: str, parent_id: str | None = None) -> Section:
    return Section(
        section_id=section_id,
        doc_id=doc_id,
        parent_id=parent_id,
        level=1,
        marker=None,
        heading=heading,
        start=0,
        end=9000,
    )


def three_cities() -> tuple[list[Document], list[Measure]]:
    """Three cities' plans with four aims, in other words each, and a formula each."""
    documents = [
        document("jinan", "济南市", date="2024"),
        document("qingdao", "青岛市", date="2024"),
        document("jining", "济宁市", date="2024"),
    ]
    told = {
        "jinan": [
            ("优化营商环境", "推进高效办成一件事，全面推行政务服务一网通办，惠企政策免申即享。"),
            ("改造城镇老旧小区", "实施城市更新，加装电梯，改造燃气管网和停车泊位。"),
            ("大力发展海上风电", "建设海上风电基地和抽水蓄能电站，壮大新型储能。"),
            ("加强组织领导", "各级各部门要提高认识，压实责任，加强督导考核，确保落地见效。"),
        ],
        "qingdao": [
            ("打造一流营商环境", "深化政务服务一网通办，落实惠企政策免申即享，高效办成一件事。"),
            ("推进老旧小区整治提升", "为老旧小区加装电梯，更新燃气管网，增加停车泊位。"),
            ("培育网格员队伍", "配齐专职网格员，落实网格员薪酬待遇，开展培训。"),
            ("强化督促指导", "各级各部门要压实责任，加强调度，开展督导考核，确保落地见效。"),
        ],
        "jining": [
            ("持续优化营商环境", "深化一网通办改革，惠企政策免申即享，高效办成一件事。"),
            ("扩大风电和储能规模", "推进风电项目和抽水蓄能电站建设，发展新型储能。"),
            ("推进网格党组织建设", "在网格上建立党组织，实现网格党组织应建尽建。"),
        ],
    }
    measures = [
        measure(doc, order, title, body) for doc, rows in told.items() for order, (title, body) in enumerate(rows)
    ]
    return documents, measures
