"""Explanations of terms behind a report are no measures; a list of tasks is no glossary."""

from __future__ import annotations

from policytext.align import align_records
from policytext.align.glossary import explained
from policytext.records import Measure
from tests.align.stubs import document, measure

TERMS = ("零碳园区", "数智工厂", "海外仓", "银龄行动", "一网通管", "小灯塔企业")


def passages(*texts: str, doc_id: str = "a") -> list[Measure]:
    return [
        Measure(
            text=text,
            start=100 * n,
            end=100 * n + len(text),
            measure_id=f"{doc_id}-m{n}",
            doc_id=doc_id,
            section_id=None,
            order=n,
            kind="task",
            title=None,
        )
        for n, text in enumerate(texts)
    ]


def report(doc_id: str = "a") -> list[Measure]:
    told = [f"推进第{n}项工作。建设{term}，年底前见效。" for n, term in enumerate(TERMS)]
    return passages(
        *told,
        *(f"{n}．“{term}”：一种按规定认定的新型{term[:2]}载体。" for n, term in enumerate(TERMS, start=1)),
        doc_id=doc_id,
    )


def test_numbered_terms_met_before_in_their_order_are_a_glossary() -> None:
    measures = report()
    assert explained(measures) == {m.measure_id for m in measures[len(TERMS) :]}


def test_explanations_are_not_aligned() -> None:
    documents = [document("a", "济南市", genre="report"), document("b", "青岛市", genre="report")]
    linked = {
        end
        for link in align_records(documents, [], report("a") + report("b"), []).links
        for end in (link.source, link.target)
    }
    assert linked
    assert not linked & explained(report("a") + report("b"))


def test_tasks_that_one_overview_announces_are_no_glossary() -> None:
    overview = "实施" + "、".join(TERMS) + "等六大工程。"
    assert (
        explained(
            passages(
                overview,
                *(f"{n}.{term}：年底前建成20个，由市发展改革委牵头。" for n, term in enumerate(TERMS, start=1)),
            )
        )
        == set()
    )


def test_a_few_items_or_new_terms_are_no_glossary() -> None:
    assert explained(report()[: len(TERMS) + 3]) == set()
    assert (
        explained(passages("推进工作。", *(f"{n}.{term}：年底前建成。" for n, term in enumerate(TERMS, start=1))))
        == set()
    )


def test_terms_in_another_order_are_no_glossary() -> None:
    measures = report()
    turned = measures[: len(TERMS)][::-1] + measures[len(TERMS) :]
    assert explained(turned) == set()


def test_no_measures_no_glossary() -> None:
    assert explained([]) == set()
    assert explained([measure("a", 0, "推进工作", "年底前见效")]) == set()
