"""In which order bodies took a theme up."""

from __future__ import annotations

from policytext.align.diffusion import find_adoptions
from policytext.records import Adoption, Document, Theme
from tests.align.stubs import document, measure


def adopted(*documents: Document) -> list[Adoption]:
    measures = [measure(d.doc_id, order, "甲", "") for d in documents for order in (0, 1)]
    return find_adoptions(
        [Theme(theme_id="t", label="甲", measures=tuple(m.measure_id for m in measures))], documents, measures
    )


def test_bodies_stand_in_the_order_of_their_dates() -> None:
    found = adopted(
        document("qd", "青岛市", date="2024-05-11"),
        document("sd", "山东省", date="2024-04-01"),
        document("jn", "济南市", date="2024-03-01"),
        document("ah", "安徽省", date="2024-06-01"),
    )
    assert [(a.region, a.order, a.after, a.parent_doc, a.days_after_first, a.days_after_parent) for a in found] == [
        ("济南市", 1, "first", None, 0, None),
        ("山东省", 2, "peer", None, 31, None),
        ("青岛市", 3, "parent", "sd", 71, 40),
        ("安徽省", 4, "peer", None, 92, None),
    ]
    assert found[0].measure_id == "jn-m0"


def test_where_dates_do_not_tell_the_parent_stands_first_and_the_place_is_shared() -> None:
    found = adopted(
        document("jn", "济南市", date="2024"),
        document("sd", "山东省", date="2024-04-01"),
        document("qd", "青岛市", date="2025"),
    )
    assert [(a.region, a.order, a.after, a.days_after_first) for a in found] == [
        ("山东省", 1, "first", 0),
        ("济南市", 1, "parent", None),
        ("青岛市", 3, "parent", None),
    ]


def test_a_body_counts_with_its_first_document() -> None:
    found = adopted(
        document("later", "济南市", date="2025"),
        document("jn", "济南市", date="2023"),
        document("qd", "青岛市", date="2024"),
    )
    assert [(a.doc_id, a.order) for a in found] == [("jn", 1), ("qd", 2)]


def test_undated_ones_stand_last_without_a_place() -> None:
    found = adopted(document("jn", "济南市"), document("qd", "青岛市", date="2024"))
    assert [(a.doc_id, a.order, a.after) for a in found] == [("qd", 1, "first"), ("jn", None, None)]
