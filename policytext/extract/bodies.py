"""Names of bodies (单位): what kind a name is, and lists of them split into names with roles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from policytext.extract.places import is_place
from policytext.lexicon import load_toml
from policytext.normalize.words import alternation

MAX_BODY_CHARS = 42  # 省推进“三地一区”建设领导小组改革开放新高地执行小组成员单位 has 30


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body in the normal text with the role that its place gives it."""

    start: int
    end: int
    role: str


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["type"], re.compile("|".join(f"(?:{p})" for p in row["patterns"])))
        for row in load_toml("bodies.toml")["type"]
    )


@lru_cache(maxsize=100_000)
def body_type(name: str) -> str | None:
    """The kind of body that ``name`` (normal text) is, None when it reads like no body."""
    bare = name.strip("“”*★ ")
    if not bare or len(bare) > MAX_BODY_CHARS:
        return None
    for kind, pattern in _types():
        if pattern.search(bare):
            return kind
    if is_place(bare):
        return "government"  # 济南市、青岛市负责: a place that acts is its government
    bare_outer = re.sub(r"\([^()]*\)$", "", bare)
    if bare_outer != bare and bare_outer:
        return body_type(bare_outer)
    return None


_NO_BODY = re.compile(
    r"[》《〔]|代章$|(?:签|部|联)署$|(?:[可帮代即好快通领共前后未已先再多续补必缓承举开筹新停]"
    r"|(?<!效)能)办$|书记$|负责人$|班子成员|局长|组长(?!单位)|指挥长|[东西南北新老旧分]院区$|市长"
    r"|区长|县长|主任$|同志|领导(?!小组|班子|组)|人员$|干部$|群众|居民$|委员$|代表$"
    r"|志愿者(?!队|服务队|协会|组织|团队|总队|服务总队)|^\d(?!\d?个?(?:[市县区镇]|乡镇?|街道))"
    r"|^[一二三四五六七八九十]+是"
    r"|^每?(?:周|星期)[一二三四五六日天](?![\u4e00-\u9fff]{2,}(?:[局委办]|公司))|%|^等$"
    r"|为(?:牵头|责任|配合)单位$|集中力量$|项目$|资金$"
    r"|^(?:多|几|两|若干)(?:个|家)?(?:以上)?(?:部门|单位|企业|主体|机构)|人员(?:每|到|赴|深入|定期)"
    r"|(?:年|月|季度)[底末]?前|(?:公司|[局院学]|中心|集团)(?:提供|派出|承担|选派)"
    r"|已(?:委托|授权|会同)|^分区$|每逢|.赴[^、]{2}|.逢[圩年节]|.挨家|.逐[家户个]|联动[和与、]|召开"
    r"|厕所$|^市区$|^(?:尽到|就)本|(?:防治|管控|保护|功能|规划|管理|风险)分区$|(?<!协调)机制$"
    r"|楼堂馆所$|^各?[省市县区镇乡]级$|工作$|任务$|制度$|问题$|体系$"
)
_STOP = re.compile(r"[。;:,!?]")


@lru_cache(maxsize=100_000)
def is_body(name: str) -> bool:
    """Whether ``name`` is a body and not a person, a thing or a clause."""
    return not _NO_BODY.search(name) and not _STOP.search(name) and body_type(name) is not None


@cache
def joined() -> re.Pattern[str]:
    return re.compile(alternation(load_toml("bodies.toml")["joined"]["names"]))


def joins(name: str) -> bool:
    """Whether a conjunction inside ``name`` belongs to it: 民族与宗教事务局."""
    return bool(joined().search(name))


#: a department named by its field alone: 民政等部门, 组织、政法等部门
FIELDS = frozenset(load_toml("bodies.toml")["fields"]["alone"])


#: the level in front of such a department: 县 of 县公安、商务等部门
LEVEL_OF_A_FIELD = re.compile(
    r"^(?:(?:县区|区县|市县|市区县|各县区)(?=[\u4e00-\u9fff]{2})|[省市区县州同本各]级|党委"
    r"|[省市区县州](?!场)(?=[\u4e00-\u9fff]{2}))"
)

#: what names a department only in a list before 等部门, 等单位: 司法行政、编制管理等单位
FIELDS_IN_LISTS = frozenset(load_toml("bodies.toml")["fields"]["in_lists"])


#: behind a list: 民政、房产、供热三家, 财政、供销两部门
COUNT_OF_BODIES = (
    r"(?P<count>[两三四五六七八九十]|\d{1,2})个?(?P<kind>乡镇|街道|社区|苏木|乡|镇|村|区|县|市|旗|州"
    r"|地|(?:派出|税务|司法|财政|国土)所|(?:中心)?卫生院|林场|检查站|部门|单位"
    r"|家(?:公司|企业|银行|保险公司|制造商|单位|合作社)?|方)"
)
