"""Does a passage tell what was done or what is to be done, where neither its section nor its document's kind says so?

In plans and work reports the heading above a passage decides (重点任务, 工作回顾). Case reports, news, briefs and letters
have none, and Chinese verbs no tense: 建成20个 is a result in one text and a demand in another. What tells them apart are
many weak signs of the passage and of the text as a whole; a logistic regression weighs them (``models/passage-voice``,
trained by ``scripts/train_voice.py``; method: Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 4.4).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from policytext.model_files import model_folder
from policytext.structure.looking_back import CITED, is_to_be_done
from policytext.structure.stories import PLAIN_FIGURE, sets_a_norm
from policytext.structure.topics import is_state

MODEL, FILE = "passage-voice", "model.json"
#: Genres in which a passage without a section's role is asked; a plan's are tasks.
VOICED = frozenset({"news", "other", "report", "experience"})
MAX_TEXT_CHARS = 20_000
MAX_LOGIT = 30.0
_LAST_CLAUSE = re.compile("[,。]")
MAX_COUNT, MAX_SHARE = 3, 8.0  # a cue counts so often in a passage, and so often in a thousand characters of the text

#: Cue → where it stands. Each is counted in the passage and in the whole text.
CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        # of what was
        "already": r"已(?!有|经?成为)",
        "perfective": r"(?<!为|除|极|受|明)了(?!解|然|望|却)",
        "in_all": r"累计(?!新增)|先后|共(?:有|计|召|开|培|走|发)",
        "until_now": r"以来|截至|目前,|今年上半年|1[-至]\d{1,2}月",
        "against": r"同比|[比较](?:上年|去年|20\d\d年)",
        "honoured": r"荣获|获评|被评|入选|居全|位居",
        "rate": r"率(?:达|为)?\d",
        "from_to": r"由\d[^,。]{0,12}(?:[降升增提缩压][\u4e00-\u9fff]{0,2}[到至])",
        "to": r"[降升增提缩压][\u4e00-\u9fff]{0,2}[到至]\d",
        "odd": r"\d(?:余|多)[\u4e00-\u9fff]",
        "decimal": r"\d\.\d",
        # of what is to be
        "will": r"将(?!军|领|近)",
        "ought": r"(?<![主重需概摘首纲必])要(?!求|素|点|闻|害)",
        "strive": r"力争|争取|确保|务必",
        "by": r"[月年季]底前|\d日前|到20\d\d年|年内|今年(?!以来|上半年)|明年",
        "must": r"须|应当|不得|严禁|一律|必须",
        "bound": r"不少于|不低于|不超过|至少|以上|以内",
        "planned": r"计划|拟(?!定)|预计|下一?步|下阶段",
        "further": r"继续|进一步|切实|加强|加大",
        # who, how often, who says so
        "each": r"各(?:级|有关|相关|县|区|乡|镇|单位|部门|地)",
        "charged": r"牵头|负责|责任单位",
        "every": r"每(?:年|半年|季度|月|周|天|日)",
        "quoted": r"“[^”]{8,}”",
    }.items()
}
_REPORTED = ("already", "perfective", "against", "rate", "from_to", "to")
_HOW_THINGS_ARE = re.compile("目前|[现共原]有|尚有|拥有")
_SO_OFTEN = re.compile("先后|累计(?!新增)")
MIN_OF_PAST = 2  # in a text without any such word everything is to be done
OF_WHAT_WAS = ("already", "perfective", "in_all", "until_now", "against", "honoured", "rate", "from_to", "to", "odd")
# 下一步工作打算, below which nothing is told of the past
_NEXT_STEP = re.compile(r"(?m)^[^。\n]{0,16}(?:下一?步|下阶段|今后|接下来|展望|明年|来年)")
_FLAGS = ("story", "looks_back", "plan_is_out", "experience", "news", "report")
FEATURES: tuple[str, ...] = (
    *CUES, "figures", "norms", "length", "to_be_done", "named_by_result", "place", "behind_next_step", *(f"text_{cue}" for cue in CUES), "text_figures", *_FLAGS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Model:
    mean: Sequence[float]
    scale: Sequence[float]
    weights: Sequence[float]
    bias: float


@cache
def _model() -> _Model:
    content = json.loads((model_folder(MODEL, FILE) / FILE).read_text(encoding="utf-8"))
    if tuple(content["features"]) != FEATURES:
        raise ValueError(
            f"models/{MODEL}/{FILE} was trained with other features; train it again: python scripts/train_voice.py"
        )
    return _Model(content["mean"], content["scale"], content["weights"], content["bias"])


class Voice:
    """The signs of one document, with which those of its passages are weighed."""

    def __init__(self, text: str, *, story: bool, looks_back: bool, plan_is_out: bool, genre: str) -> None:
        self._experience = genre == "experience"
        self._length = max(1, len(text))
        next_step = _NEXT_STEP.search(text)
        self._next_step = next_step.start() if next_step else -1
        text = CITED.sub("", text[:MAX_TEXT_CHARS])
        thousands = max(1.0, len(text) / 1000)  # of a short text no cue is frequent
        self.speaks_of_past = sum(_count(CUES[cue], text) for cue in OF_WHAT_WAS) >= MIN_OF_PAST
        self._of_text = (
            *(min(_count(pattern, text) / thousands, MAX_SHARE) for pattern in CUES.values()),
            min(_count(PLAIN_FIGURE, text) / thousands, 4 * MAX_SHARE),
            *map(float, (story, looks_back, plan_is_out, genre == "experience", genre == "news", genre == "report")),
        )  # fmt: skip

    def is_open(self, passage: str) -> bool:
        """Whether a passage may tell what was done at all: it has a word of the past or a figure, or the document is a case report."""
        return (
            self._experience
            or PLAIN_FIGURE.search(passage) is not None
            or any(CUES[cue].search(passage) for cue in OF_WHAT_WAS)
        )

    @staticmethod
    def reports(part: str) -> bool:
        """Whether a part of a passage says itself that something was done, and not only how things are (目前,全省共有…)."""
        return (
            any(CUES[cue].search(part) for cue in _REPORTED)
            or _SO_OFTEN.search(part) is not None
            or not _HOW_THINGS_ARE.search(part)
        )

    def signs(self, passage: str, title: str, at: int) -> tuple[float, ...]:
        """What the model weighs of a passage with this title, ``at`` so many characters of the text, in the order of ``FEATURES``."""
        bare = CITED.sub("", passage)
        figures = [*PLAIN_FIGURE.finditer(bare)]
        return (
            *(float(min(_count(pattern, bare), MAX_COUNT)) for pattern in CUES.values()),
            float(min(len(figures), 2 * MAX_COUNT)),
            float(min(sum(sets_a_norm(bare, figure.start()) for figure in figures), MAX_COUNT)),
            math.log1p(len(bare) / 100),
            float(is_to_be_done(passage)),
            float(is_state(_LAST_CLAUSE.split(title.rstrip("。"))[-1])),
            min(max(at, 0) / self._length, 1.0),
            float(0 <= self._next_step < at),
            *self._of_text,
        )


def chance_of_done(signs: Sequence[float]) -> float:
    """How likely a passage with these signs tells what was done, 0 to 1."""
    model = _model()
    total = model.bias + sum(
        weight * (value - mean) / scale
        for value, mean, scale, weight in zip(signs, model.mean, model.scale, model.weights, strict=True)
    )
    return 1 / (1 + math.exp(-max(-MAX_LOGIT, min(MAX_LOGIT, total))))


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
