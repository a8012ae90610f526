"""Mentions of bodies → the units of a measure: whole names, and roles by the document's own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policytext import confidence
from policytext.analysis import Analysis
from policytext.extract.bodies import FIELDS, FIELDS_IN_LISTS, LEVEL_OF_A_FIELD, body_type
from policytext.extract.ellipsis import expand_ellipsis, level_of
from policytext.extract.places import KIND_OF_PLACES, is_short_place
from policytext.extract.units import UnitMention
from policytext.records import Unit
from policytext.resolve.context import LEAD_MARKS
from policytext.resolve.regions import canonical_name, find_region
from policytext.structure.actions import OWN_BODY
from policytext.structure.passages import Passage


def name_units(a: Analysis, passage: Passage, mentions: list[UnitMention]) -> list[Unit]:
    """The units of one measure, one a body and role: names expanded, document-wide rules applied."""
    groups: dict[int, list[UnitMention]] = {}
    for mention in mentions:
        groups.setdefault(mention.group, []).append(mention)
    roles = _Roles.of(a, passage, list(groups.values()))
    units: list[Unit] = []
    seen: set[tuple[str, str]] = set()
    before: UnitMention | None = None
    for members in groups.values():
        named = _Named.of(a, passage, members, before)
        before = members[0] if members[0].evidence == "sentence" else None
        for index, mention in enumerate(members):
            role = roles.role_of(members, index)
            name, key = named.name_of(index, role)
            if (key, role) in seen:
                continue
            seen.add((key, role))
            canonical = canonical_name(key, a.region)
            sure = mention.evidence if mention.evidence in ("inherited", "table") else mention.certainty
            units.append(
                Unit.cut(
                    a.normal.source,
                    *a.normal.span(mention.start, mention.end),
                    name=name,
                    canonical=canonical,
                    role=role,
                    type=named.type_of(index),
                    adcode=_adcode(canonical),
                    evidence=mention.evidence,
                    confidence=confidence.confidence_of("unit", sure),
                )
            )
    return [*units, *_iter_defaults(a, passage, {name for name, _ in seen})]


def _iter_defaults(a: Analysis, passage: Passage, told: set[str]) -> Iterator[Unit]:
    """The bodies that the document as a whole charges with each task."""
    text = a.normal.text
    for rule in a.rules:
        if rule.kind != "default_bodies" or passage.kind != "task" or not rule.holds_for(text, passage.start):
            continue
        for body in rule.bodies:
            name = text[body.start : body.end]
            if name in told:
                continue
            yield Unit.cut(
                a.normal.source,
                *a.normal.span(body.start, body.end),
                name=a.normal.written(body.start, body.end),
                canonical=None,
                role=body.role,
                type=body_type(name) or "other",
                adcode=None,
                evidence="default",
                confidence=confidence.confidence_of("unit", "default"),
            )


# ---- roles -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Roles:
    """What the document says of all its lists: the first leads, the others help, a mark leads."""

    text: str
    first_leads: bool
    others_help: bool
    marked_leads: bool
    in_row: bool
    led_in_row: bool
    first_group: list[UnitMention] | None  # of those that say no role
    first_led: list[UnitMention] | None  # of those that a table's column says to lead

    @classmethod
    def of(cls, a: Analysis, passage: Passage, groups: list[list[UnitMention]]) -> _Roles:
        kinds = {rule.kind for rule in a.rules if rule.at <= passage.end}
        unsaid = (g for g in groups if g[0].role == "responsible" and g[0].evidence != "sentence")
        led = (g for g in groups if g[0].role == "lead" and g[0].evidence == "table")
        return cls(
            text=a.normal.text,
            first_leads="first_is_lead" in kinds,
            others_help="others_help" in kinds,
            marked_leads="marked_is_lead" in kinds,
            in_row=passage.row is not None,
            led_in_row=passage.row is not None
            and any(m.role == "lead" and m.evidence == "table" for g in groups for m in g),
            first_group=next(unsaid, None),
            first_led=next(led, None),
        )

    def role_of(self, members: list[UnitMention], index: int) -> str:
        mention, text = members[index], self.text
        if (
            self.marked_leads
            and mention.start
            and not {text[mention.start - 1], text[mention.end : mention.end + 1]}.isdisjoint(LEAD_MARKS)
        ):
            return "lead"
        opens = (
            self.first_leads
            and index == 0
            and not any(m.role == "lead" for m in members)
            and (not self.in_row or members is self.first_group)
        )
        if opens and mention.role == "responsible" and mention.evidence != "sentence" and not self.led_in_row:
            return "lead"
        if (
            self.first_leads
            and mention.role == "lead"
            and mention.evidence == "table"
            and (index or members is not self.first_led)
        ):
            # 主要责任单位 with several bodies, of which only the first leads
            return "support" if self.others_help else "responsible"
        if self.others_help and mention.role == "responsible" and mention.evidence not in ("sentence", "default"):
            return "support"
        return mention.role


# ---- names -----------------------------------------------------------------------------------


_SENTENCE_END = re.compile(r"[。;\n]")
_AND_OTHER_FIRMS = re.compile(r"等[\u4e00-\u9fff\d]{0,6}?(?:企业|公司)")  # 华谊、恒逸等企业 are firms by their names
_ONE_KIND = frozenset(
    "镇 乡 县 区 市 街道 村 社区 旗 苏木 派出所 税务所 司法所 财政所 国土所 卫生院 中心卫生院 林场 检查站".split()
)  # 枣阳、宜城等县(市): which is which is not told
_OF_A_KIND = re.compile(KIND_OF_PLACES)
_SO_MANY_BODIES = re.compile(r"(?:[两三四五六七八九十]|\d{1,2})个?(?:部门|单位|家|方)")
_ENDS_LIKE_A_BODY = (
    *"局委办部厅署会院所站处室社组区县市镇乡村司行团关府校门位构心体盟联台者队",
    "企业",
    "物业",
    "行业",
)
_KEEPS_ITS_NAME = ("协", "联", "移动", "电信", "联通", "铁塔", "广电")
MAX_REACH_CHARS = 130  # the longest list of bodies


@dataclass(frozen=True)
class _Named:
    """One list of bodies, with what its members take from each other and from the words behind it."""

    a: Analysis
    passage: Passage
    members: list[UnitMention]
    names: list[str]  # as the normal text has them
    whole: list[str]  # with what each leaves out: 市教育局、财政局
    told_of: int  # the last name before 等部门
    firms: bool  # 等企业 stands behind the last
    kind: str | None  # 双江、太安等镇: what they all are

    @classmethod
    def of(cls, a: Analysis, passage: Passage, members: list[UnitMention], before: UnitMention | None) -> _Named:
        """``before`` is the first body of the list before this one, if a sentence told it."""
        text = a.normal.text
        names = [text[m.start : m.end] for m in members]
        level = a.level
        if (
            before
            and members[0].evidence == "sentence"
            and not _SENTENCE_END.search(text, before.end, members[0].start)
        ):
            level = level_of(text[before.start : before.end])
            if level in ("镇", "乡") and "," in text[before.end : members[0].start]:
                level = None  # 由镇人民政府下达通知书,司法所协助送达: of the county as well
        told = (
            at for at, m in enumerate(members) if text.startswith("等", m.end) or _SO_MANY_BODIES.match(text, m.end)
        )
        kind = _OF_A_KIND.match(text, members[-1].end)
        whole = expand_ellipsis(names, level)
        names = [
            # 政府及其部门 → 政府部门
            name[1:] if name.startswith("其") and not name.startswith(("其他", "其它")) and full != name else name
            for name, full in zip(names, whole, strict=True)
        ]
        return cls(
            a=a,
            passage=passage,
            members=members,
            names=names,
            whole=whole,
            told_of=max(told, default=-1),
            firms=_AND_OTHER_FIRMS.match(text, members[-1].end) is not None,
            kind=kind["kind"] if kind and members[0].evidence == "sentence" else None,
        )

    def type_of(self, index: int) -> str:
        whole = self._of_a_field(index) or self.whole[index]
        told = "government" if self.kind or is_short_place(self.names[index]) else "other"
        return body_type(whole) or ("enterprise" if self.firms else told)

    def name_of(self, index: int, role: str) -> tuple[str, str]:
        """The name as the page writes it, whole, and the same in the normal text, by which equal ones are known."""
        a, mention, name = self.a, self.members[index], self.names[index]
        stated = (
            a.abbreviations.get(name)
            or (_issuer_itself(a, name) if _ITSELF.fullmatch(name) else None)
            or _of_what_is_set_up(a, name, self.passage.start, mention.start)
        )
        if stated:
            return stated, stated
        field = self._of_a_field(index)
        return self._as_written(index, role), field or self.whole[index]

    def _of_a_field(self, index: int) -> str | None:
        """民政 of 民政等部门 and of 民政、水利部门: the 部门 of its field; None for a name that is whole."""
        name, whole = self.names[index], self.whole[index]
        if whole.startswith(name) and whole != name:
            return None
        field = LEVEL_OF_A_FIELD.sub("", name)
        is_field = (
            field in FIELDS or (field in FIELDS_IN_LISTS and not name.endswith(_ENDS_LIKE_A_BODY))
        ) and not field.endswith(_KEEPS_ITS_NAME)
        if not ((is_field and (index <= self.told_of or self.names[-1].endswith("部门"))) or self._listed(index)):
            return None
        return whole if whole.endswith(("部门", "单位")) else whole + self._ending()

    def _listed(self, index: int) -> bool:
        """Whether a name that ends like no body stands in a longer list before 等."""
        text, last = self.a.normal.text, self.members[-1].end
        return (
            text.startswith("等", last)
            and not _OF_A_KIND.match(text, last)
            and not self.firms
            and len(self.members) > 2
            and self.members[index].evidence == "sentence"
            and not self.names[index].endswith(_ENDS_LIKE_A_BODY)
        )

    def _ending(self) -> str:
        return "单位" if self.a.normal.text.startswith("等单位", self.members[-1].end) else "部门"

    def _as_written(self, index: int, role: str) -> str:
        a, mention, name, whole = self.a, self.members[index], self.names[index], self.whole[index]
        dropped = mention.end - mention.start - len(name)
        written = a.normal.written(mention.start + dropped, mention.end)
        if self.kind in _ONE_KIND and not any(n.endswith(self.kind) for n in self.names):
            return written + self.kind  # 双江、太安等镇
        prefix = whole[: len(whole) - len(name)] if whole.endswith(name) else ""
        suffix = whole.removeprefix(name) if whole.startswith(name) else ""
        if self.passage.owners and mention.evidence in ("table", "inherited") and name.endswith(("处", "科", "室")):
            prefix = dict(self.passage.owners).get(role, "")
        out = _as_told_before(a, prefix, mention.start) + written + _as_told_after(a, suffix, mention.end)
        shared = LEVEL_OF_A_FIELD.match(self.names[0])
        level = shared[0] if shared and index and not name.startswith(shared[0]) else ""
        if self._of_a_field(index):
            ending = self._ending()
            at = a.normal.text.find(ending, mention.start, self.members[-1].end + 6)
            told = a.normal.written(at, at + len(ending)) if at >= 0 else ending
            return _as_told_before(a, level, mention.start) + out + told
        if (
            level
            and index == len(self.names) - 1
            and name.endswith("部门")
            and name.removesuffix("部门") in FIELDS | FIELDS_IN_LISTS
            and not out.startswith(level)
        ):
            return _as_told_before(a, level, mention.start) + out  # 县水利、气象、自然资源部门
        return out


def _as_told_before(a: Analysis, word: str, at: int) -> str:
    """What a name takes from the one before it, in the script of the page: the 縣 of 縣公安局、稅務局."""
    found = a.normal.text.rfind(word, a.start, at) if word else -1
    return a.normal.written(found, found + len(word)) if found >= 0 else word


def _as_told_after(a: Analysis, word: str, at: int) -> str:
    """What a name takes from one behind it, in the script of the page: the 部門 of 應急、氣象部門."""
    found = a.normal.text.find(word, at, at + MAX_REACH_CHARS) if word else -1
    return a.normal.written(found, found + len(word)) if found >= 0 else word


def _adcode(canonical: str | None) -> str | None:
    found = find_region(canonical) if canonical is not None else None
    return found.adcode if found else None


# ---- bodies that a document names by what they are -------------------------------------------


# 我局将会同县教育局: the body that issues the document speaks
_ITSELF = re.compile(OWN_BODY)
_SET_UP = re.compile(
    r"(?:成立|组建|设立|建立|调整充实)(?:了)?(?:由[^。;]{2,60}?(?:任|为|担任)[^。;,]{0,8}(?:组长"
    r"|指挥长|主任)[^。;,]{0,20}?的)?"
    r"(?P<name>(?!由)[\u4e00-\u9fff“”()]{2,24}(?:领导小组|指挥部|专班|委员会|联席会议))"
)
_PART_OF_IT = re.compile("办公室|领导小组|指挥部|专班")
# 指挥部下设办公室,承担日常联络工作
_ITS_OFFICE = re.compile(
    r"(?P<group>(?:[\u4e00-\u9fff“”](?<![,。;立])){0,22}?(?P<bare>领导小组|指挥部|专班|委员会|联席会议))下设$"
)
MAX_GROUP_CHARS = 36


def issuer_of(a: Analysis) -> str | None:
    """Who issued the document, in the script of the page."""
    if a.known and a.known.issuer:
        return a.known.issuer
    told = a.article.byline or (a.header.issuer if a.header else None)
    return _as_told_before(a, told, len(a.normal.text)) if told else None


def _issuer_itself(a: Analysis, name: str) -> str:
    """The issuer, where it is a body of the kind that ``name`` says of itself; else ``name``."""
    issuer = a.header.issuer if a.header else None
    return (issuer_of(a) or name) if issuer and issuer.endswith(name[-1]) else name


def _of_what_is_set_up(a: Analysis, name: str, start: int, at: int) -> str | None:
    """成立整改工作领导小组,办公室设在…,办公室每月…: the full name of what the measure itself sets up, or of its office."""
    normal = a.normal
    written = normal.written(at, at + len(name))
    if name == "办公室" and (own := _ITS_OFFICE.search(normal.text, max(start, at - MAX_GROUP_CHARS), at)):
        whole = _of_what_is_set_up(a, own["bare"] or own["group"], start, own.start("group"))
        return (whole or normal.written(*own.span("group"))) + written
    if not _PART_OF_IT.fullmatch(name) or (told := _SET_UP.search(normal.text, start, at)) is None:
        return None
    whole = normal.written(*told.span("name"))
    if name == "办公室":
        return whole + written
    return whole if told["name"].endswith(name) and told["name"] != name else None
