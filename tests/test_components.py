"""The spaCy pipeline gives what :func:`extract_text` gives."""

from __future__ import annotations

import hashlib

import pytest

spacy = pytest.importorskip("spacy")

from policytext.components import CodePointTokenizer, load_pipeline  # noqa: E402
from policytext.pipeline import extract_text  # noqa: E402
from policytext.read.manifest import ManifestRow  # noqa: E402
from tests.test_pipeline import BULLETIN, PLAN  # noqa: E402

RELATIVE = "一、重点任务\n1.改造社区用房。年底前，各街道要改造邻里中心20处。\n"
TEXTS = [
    "",
    " ",
    "\n\r\n\t",
    "社区\n治理",
    "😀👨‍👩‍👧 治理",
    "\u200b\ufeff",
    "發(fā)展 2 %",
    "𬇙\U0010ffff",
    "a  b",
    "e\u0301",
]


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    return load_pipeline()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_components_fit_together(nlp: spacy.language.Language) -> None:
    assert not any(nlp.analyze_pipes()["problems"].values())
    assert nlp.pipe_names == ["policytext_structure", "policytext_extract", "policytext_resolve"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_token_is_a_code_point(text: str) -> None:
    doc = CodePointTokenizer(spacy.vocab.Vocab())(text)
    assert [token.text for token in doc] == list(text)
    assert [token.idx for token in doc] == list(range(len(text)))
    assert doc.text == text


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_goes_through(nlp: spacy.language.Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert len(doc._.documents) == 1
    assert doc._.measures == ()


@pytest.mark.parametrize("text", [PLAN, BULLETIN, RELATIVE, ""], ids=["plan", "bulletin", "relative", "empty"])
def test_the_records_are_those_of_extract_text(nlp: spacy.language.Language, text: str) -> None:
    doc = nlp.make_doc(text)
    doc._.path = "in/plan.txt"
    doc = nlp(doc)
    expected = extract_text(text, path="in/plan.txt", sha256=digest(text))
    assert doc._.documents == expected.documents
    assert doc._.sections == expected.sections
    assert doc._.measures == expected.measures
    assert doc._.aims == expected.aims


def test_what_is_known_of_a_text_is_used(nlp: spacy.language.Language) -> None:
    assert nlp(RELATIVE)._.measures[0].deadlines[0].value is None
    doc = nlp.make_doc(RELATIVE)
    doc._.known = ManifestRow(path="plan.txt", date="2025-03-01", region="济南市")
    doc = nlp(doc)
    (deadline,) = doc._.measures[0].deadlines
    assert (deadline.text, deadline.value, deadline.resolved_from) == ("年底前", "2025-12-31", "document_date")
    assert doc._.documents[0].region.adcode == "370100"


def test_what_is_known_of_one_text_does_not_reach_the_next(nlp: spacy.language.Language) -> None:
    doc = nlp.make_doc(RELATIVE)
    doc._.known = ManifestRow(path="plan.txt", date="2025-03-01")
    nlp(doc)
    assert nlp(RELATIVE)._.documents[0].date is None


def test_many_texts_go_through_in_order(nlp: spacy.language.Language) -> None:
    texts = [PLAN, RELATIVE, BULLETIN]
    assert [doc._.measures for doc in nlp.pipe(texts)] == [nlp(text)._.measures for text in texts]


def test_a_threshold_leaves_out_what_is_less_sure() -> None:
    strict = load_pipeline(components__policytext_resolve__min_confidence=1.01)
    assert strict(PLAN)._.measures == ()
    assert len(strict(PLAN)._.documents) == 1


@pytest.mark.parametrize(
    "option", ["components__policytext_resolve__min_confidense", "components__policytext_resolv__min_confidence"]
)
def test_a_misspelled_option_is_refused_by_its_name(option: str) -> None:
    with pytest.raises((ValueError, KeyError), match=option.split("__")[-1] if "confidense" in option else "resolv"):
        load_pipeline(**{option: 0.5})


def test_an_option_of_the_wrong_type_is_refused() -> None:
    with pytest.raises(ValueError, match="min_confidence"):
        load_pipeline(components__policytext_resolve__min_confidence="many")


def test_a_pipeline_survives_the_disk(nlp: spacy.language.Language, tmp_path) -> None:  # type: ignore[no-untyped-def]
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again(PLAN)._.measures == nlp(PLAN)._.measures
