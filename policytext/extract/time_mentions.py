"""What a time in a text is made of: its record, the parts of a date, and what follows one that bounds an action."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:[12]\d|3[01]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
HOUR = r"(?:(?:[上下]午)?\d{1,2}[时点:](?:\d{1,2}分?)?|(?:[上下]午)?下班|中午|[上下]午|晚上)(?=前|之前|以前)"
# 县委党校今年举办培训班四期: whoever does it stands before
DOER = re.compile(r"[\u4e00-\u9fff](?:[局委办厅部院校镇县]|督查室|集团|公司|中心|学会|协会|街道|机关|部门|单位|财政)$")


@dataclass(frozen=True, slots=True)
class Point:
    """The last end of a stretch of time, as written; what is None is as at the first end."""

    year: str | None
    month: str | None
    day: str | None
    part: str | None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time in the normal text and its parts; ``kind`` tells which parts are filled.

    kind: calendar, range, stretch (to ``last``), from_now (to ``last``), plan, named, recurring,
    duration, after_event, from_event, ongoing.
    """

    start: int
    end: int
    kind: str
    year: str | None = None  # as written: 2025, 二〇二五, 今年
    year_to: str | None = None
    last: Point | None = None
    month: str | None = None
    day: str | None = None
    part: str | None = None  # 年底, 上半年, 三季度, 上旬, 末
    bound: str | None = None  # 前, 内
    since: bool = False  # 起
    to: bool = False  # 到, 至 before it
    name: str | None = None  # of a plan or a day
    period: str | None = None  # ISO 8601 duration of a recurring or lasting time
    modality: str | None = None


REACHES = re.compile(
    r"(?:要|须|应|力争|确保)?(?:累计|共|合计)?(?:全部|全面完成|基本完成|实现|达到|达|提[高升]到"
    r"|增[加长]到|突破|超过|不低于|不少于|不超过|控制在|下?降[低至到])"
)
# what has happened when a step is reached: 二季度开工, 年底主体封顶
MILESTONE = re.compile(
    r"(?:基本|全面|全部|正式|如期|陆续|集中|主体|率先|初步)*(?:完成|实现|建成|达到|达(?=\d)|取得|启动"
    r"|具备|形成|开工|动工|复工|完工|竣工|封顶|通[车水气电航]|投[用产运]|投入使用|报批|批复|试生产"
    r"|量产|运[营行]|试运[营行]|试营业|贯通|合龙|并网|推开|达标|见(?:成|实)?效|上线|启用|交付|验收"
    r"|挂牌|揭牌|开[园业馆放诊学航]|开门迎客|招生|见效|出台|印发|发布|到位|收官|落地|进场|主体|清零"
    r"|销号|见底|全覆盖|消除|办结)|(?:基本|全面|全部)"
)
