"""What a document says of itself: title, number, issuer, date, genre (GB/T 9704-2012, 7.2–7.3)."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from policytext.lexicon import load_toml
from policytext.normalize.numerals import LOST_YEAR, parse_number
from policytext.structure.lines import PAGE_TIME, CardEntry, Line
from policytext.structure.table_columns import column_of

HEAD_LINES = 30
MAX_LINES_OF_A_SITE = 8  # - 11.84 KB, - 2022-04-06 发布, - 1、本文档来自网友投稿: before a text in one line
MAX_TITLE_CHARS = 110


@dataclass(frozen=True, slots=True)
class Header:
    """Spans and values in the normal text; None where the text does not say."""

    title: tuple[int, int] | None
    title_text: str | None
    doc_number: str | None
    issuer: str | None
    date: str | None
    date_source: str | None
    genre: str
    body_index: int  # the first line that is no part of the head


_NUMBER = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{1,12}(?:发|字|函|办|政|委|规|令|通|号|文|改|社|党|组|厅|建|农|教|科"
    r"|财|卫|人社|民|司|审|商|工信|数|税|环|交|水|旅|体|医保|应急"
    r"|管)?[\u4e00-\u9fff]{0,6}[〔(【](?:19|20)\d{2}[〕)】](?:第)?\d{1,5}(?:-\d{1,5})?号?)"
    r"|^\(?(?P<order>[\u4e00-\u9fff]{2,20}令第\d+号)\)?$"
)
_TITLE_END = re.compile(
    r"(?:方案|计划|规划|意见|纲要|措施|要点|通知|办法|规定|报告|决定|清单|分工|公告|通告|政策|指引"
    r"|细则|通报|总结|讲话|行动|条例|分解表|任务|批复|函|安排|提升|任务(?:分解)?表"
    r"|(?:分工|清单|责任|台账|计划|一览)表|任务书|责任书|工程|经验|实践|效能|格局|治理|体系|模式"
    r"|路径)(?:的?通知|的?意见)?(?:\((?:[^()]{1,30})\))*$"
)
_ISSUER_LINE = re.compile(
    r"^(?:中共)?[\u4e00-\u9fff、]{2,40}(?:委员会|人民政府|政府办公[厅室]|办公[厅室]|局|厅|委|部|组"
    r"|政府|党组|党工委|管委会|工作部|领导小组|中心|总工会)(?:办公室)?$"
)
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})年(?P<m>\d{1,2}"
    r"|[一二三四五六七八九十]{1,2})月(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_GIVEN = re.compile(rf"(?:^|[-—·(]){_DATE.pattern},?在[^,。;]{{4,50}}?(?:会议?|大会|全会)上")
GIVEN_CHARS = 160
_ISO = re.compile(r"(?P<y>20\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)")


def read_header(text: str, lines: list[Line], card: list[CardEntry], title_line: Line | None = None) -> Header:
    """Read the head of a document whose page furniture is off."""
    title = (title_line.start, title_line.end) if title_line else _find_title(lines)
    title_text = text[title[0] : title[1]].replace("\n", "") if title else None
    body = _body_index(lines)
    number = _find_number(lines[: max(body, 8) + 4], card)
    issuer = _find_issuer(lines, card, title_text, body)
    day, source = _find_date(lines, card, title_text)
    return Header(
        title=title,
        title_text=title_text,
        doc_number=number,
        issuer=issuer,
        date=day,
        date_source=source,
        genre=genre_of(title_text, lines),
        body_index=body,
    )


@cache
def _genres() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r["name"], re.compile("|".join(r["patterns"]))) for r in load_toml("structure.toml")["genre"])


# 咸宁市:织密农村客货邮服务网; 近年来,该市以…为契机,整合…,有关做法被转发
_TITLE_OF_A_CASE = re.compile(
    r"(?!关于)[\u4e00-\u9fff]{2,8}[省市县区州旗镇乡](?:以[^,。:]{2,24}(?:激发|赋能|助推|引领|破解"
    r"|推动|促进|撬动|打造|擦亮|绘就|带动|驱动|提升|筑牢|激活)"
    r"|(?:创新|探索|深化|巧用|多举措|“)[^,。:]{2,30}(?:模式|机制|路径|跑出|激活|破解|打通"
    r"|新路))[^,。:]{0,24}$|[\u4e00-\u9fff]{2,10}[省市县区州旗镇乡][::][^::]{6,}"
)
_TELLS_HOW = re.compile(
    r"(?:近年来|20\d\d年(?:\d{1,2}月)?以来|今年以来)[^。]{0,160}(?:以[^,。]{2,40}为(?:抓手|引领|契机"
    r"|牵引|主线|切入点|突破口|载体|总抓手|路径|支撑|龙头|依托|重点)|把[^,。]{2,30}作为|构建起"
    r"|探索(?:出|形成|构建|建立)|走出)[^。]{0,160}。"
    r"|[,。](?:既)?(?:跑出|走出|蹚出|闯出|探索出|打造出)了?[^。]{0,40}(?:新路|路子|加速度|新模式|样板|“[^”]{2,12}”)"
    r"|(?:有关|相关|经验)做法(?:被|得到|获|在)|(?:主要|具体|基本)做法(?:有|是|如下|包括):"
    r"|(?:提供|给予)(?:有益|有效)的?(?:借鉴|启示|参考)"
)


def genre_of(title: str | None, lines: list[Line]) -> str:
    """The genre by the title's words; ``other`` when they tell nothing."""
    bare = re.sub(r"[《》“”\"]", "", title or "")
    if "印发" in bare or "关于" in bare:
        bare = re.sub(r"^.*?(?:印发|转发|下发)", "", bare) or bare
        inner = re.sub(r"(?:的)?通知$", "", bare)
        bare = inner if any(p.search(inner) for name, p in _genres() if name != "notice") else bare
    for name, pattern in _genres():
        if pattern.search(bare):
            return name
    head = "".join(line.text for line in lines[:6])[:400]
    if re.search(
        r"各位(?:代表|委员|主任)|(?:向大会|作)(?:报告|政府)?(?:政府)?工作(?:报告)?,"
        r"|^(?:一、)?20\d\d年工作回顾",
        head,
    ):
        return "report"
    opening = re.sub(
        r"《[^》]{2,60}》", "", "".join(line.text for line in lines[:12])[:1500]
    )  # 某局制定《…实施意见》: what a report tells of
    if re.search(r"制定本(?:方案|计划|办法|意见|规划|措施|行动)|制定如下|实施意见", opening):
        return "plan"
    if re.search(r"新闻发布会|记者|讯[,。]|近日", head):
        return "news"
    if _TITLE_OF_A_CASE.match(bare) or _TELLS_HOW.search("".join(line.text for line in lines[:10])[:900]):
        return "experience"
    return "other"


def _body_index(lines: list[Line]) -> int:
    for index, line in enumerate(lines):
        if len(line.text) >= 50 and "。" in line.text:
            return index
    return 0


def _find_title(lines: list[Line]) -> tuple[int, int] | None:
    """The plan's own title: of several title lines in the head, the last before the text."""
    for line in lines[:HEAD_LINES]:
        if known := _TITLE_IN_A_CARD.match(line.text):
            return line.start + known.start("title"), line.start + known.end("title")
    candidates: list[tuple[int, int, int]] = []
    stop = min(len(lines), HEAD_LINES)
    index = 0
    while index < stop:
        line = lines[index]
        if len(line.text) >= 60 and "。" in line.text and candidates and index > 6:
            break
        joined = _joined_title(lines, index)
        if joined is not None:
            last = joined
            start, end = line.start, lines[last].end
            length = end - start
            if 6 <= length <= MAX_TITLE_CHARS:
                candidates.append((start, end, _title_score(lines, index, last)))
            index = last + 1
            continue
        index += 1
    if not candidates:
        for line in lines[:MAX_LINES_OF_A_SITE]:
            if glued := _GLUED_TITLE.match(line.text):
                return line.start + glued.start("title"), line.start + glued.end("title")
        first = lines[0] if lines else None
        if (
            first
            and "\t" not in first.text
            and not _SPEAKS.match(first.text)
            and 6 <= len(first.text) <= 60
            and not re.search(r"[。;:,]$|^-", first.text)
            and len(lines) > 1
            and not _NUMBERED.match(first.text)
        ):
            return first.start, first.end
        return None
    best = max(candidates, key=lambda c: (c[2], -c[0]))
    return best[0], best[1]


# …人民政府关于…的若干意见文章属性•【制定机关】…: a database of law glues its card to the title
_TITLE_IN_A_CARD = re.compile(
    r"(?P<title>[\u4e00-\u9fff\d“”()《》、〈〉]{8,90}?)(?:文章属性)?[•·]?【(?:制定机关|发布部门"
    r"|公布日期|法宝引证码)】"
)
# …镇人民政府2019年工作报告各位代表:…: a page that lost the line break behind its title
_GLUED_TITLE = re.compile(
    r"(?:第\d+页共\d+页)?(?P<title>[\u4e00-\u9fff\d“”()]{6,44}?(?:报告|总结|方案|计划|意见|要点|通知"
    r"|工作规划|工作安排|工作思路))"
    r"(?=今年(?:是|以来|,)|20\d\d年(?:是|,)|[上下]半年,|根据|按照|过去的?一年|近年来"
    r"|第?一、|各位(?:代表|委员)|同志们|为(?:了)?(?:深入|进一步|全面|认真|切实|贯彻|加快|推进|做好)"
    r"|各[^。:]{2,40}:)"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[章节条部]|[一二三四五六七八九]是"
)


# 现在,我代表市人民政府,向大会报告工作,请…提出意见: how a speech begins
_SPEAKS = re.compile(
    r"(?:各位[\u4e00-\u9fff、]{2,12}[,:!])?(?:现在,?|下面,?)?(?:我|本人)(?:代表|受|谨代表"
    r"|就)[^。]{2,40},|各位(?:代表|委员|领导|同志)"
)


def _joined_title(lines: list[Line], index: int) -> int | None:
    """The last line of a title that begins at ``index`` (one to three short lines)."""
    text = lines[index].text
    if "\t" in text:
        return None  # a row of a table
    if (
        re.search(r"[。;,!?:]$", text)
        or re.match(r"[一二三四五六七八九十]{1,2}、|\(|\d+[.、]|第[一二三四]|附件", text)
        or len(text) < 4
    ):
        return None
    if _ISSUER_LINE.match(text) or _NUMBER.match(text) or _DATE.fullmatch(text) or _SPEAKS.match(text):
        return None
    if _TITLE_END.search(text) and _is_titlelike(text):
        if index + 1 < len(lines) and re.fullmatch(
            r"\((?:20\d\d[^()]{0,14}|征求意见稿|试行|暂行|草案|修订稿|送审稿)\)", lines[index + 1].text
        ):
            return index + 1
        return index
    for extra in (1, 2):
        if index + extra >= len(lines):
            return None
        follow = lines[index + extra].text
        if (
            len(follow) > 40
            or re.search(r"[。;,!?:]$", follow)
            or _ISSUER_LINE.match(follow)
            or column_of(follow)
            or "\t" in follow
        ):
            return None
        if _TITLE_END.search(follow) and _is_titlelike(text + follow):
            return index + extra
    return None


def _is_titlelike(text: str) -> bool:
    return (
        bool(
            re.search(
                r"关于|方案|计划|规划|意见|纲要|措施|要点|办法|规定|报告|决定|清单|分工|细则|行动|条例|分解表"
                r"|政策|工作总结|讲话|指引",
                text,
            )
        )
        and "。" not in text
    )


def _title_score(lines: list[Line], index: int, last: int) -> int:
    text = "".join(line.text for line in lines[index : last + 1])
    score = 2
    if re.search(r"的通知$|的函$", text):
        score -= 1  # the letter's title; the plan's own stands below
    if re.search(r"印发|转发", text):
        score -= 1
    following = lines[last + 1].text if last + 1 < len(lines) else ""
    if len(following) > 50 or re.match(r"一、|第一章|\(20", following):
        score += 2
    return score


def _find_number(lines: list[Line], card: list[CardEntry]) -> str | None:
    for entry in card:
        if entry.label in ("文号", "发文字号") and (match := _NUMBER.search(entry.value)):
            return match.group(0)
    for line in lines:
        if len(line.text) > 60:
            continue
        match = _NUMBER.search(line.text)
        if match and "《" not in line.text[: match.start()]:
            return match["number"] or match["order"]
    return None


def _find_issuer(lines: list[Line], card: list[CardEntry], title: str | None, body: int) -> str | None:
    for entry in card:
        if entry.label in ("发布机构", "发文机关", "发文单位", "发布单位") and 3 <= len(entry.value) <= 40:
            return entry.value
    if title and (
        match := re.match(
            r"((?:中共)?[\u4e00-\u9fff“”、]{2,40}?(?:人民政府办公[厅室]|人民政府|委员会办公[厅室]|委员会"
            r"|国务院办公厅|国务院|党委|委|局|厅))关于",
            title,
        )
    ):
        return match[1]
    if title and (match := _ITS_YEAR.match(title)):
        return match[1]
    for line in lines[: body + 14]:
        if column_of(line.text) in ("number", "lead", "responsible"):
            break  # a table's cells name bodies, none of them the issuer
        if (
            _ISSUER_LINE.match(line.text)
            and len(line.text) >= 4
            and not line.text.startswith(("各", "附"))
            and not _NUMBERED.match(line.text)
        ):
            return line.text
    # the signature at the end: a body over its date
    for line, below in itertools.pairwise(lines[-6:]):
        if (
            _DATE.fullmatch(re.sub(r"[()]|印发$", "", below.text))
            and _ISSUER_LINE.match(line.text)
            and 4 <= len(line.text) <= 30
        ):
            return line.text
    # 来源: 市教育体育局 above a reply in which 我局 speaks
    for told_above in (*(entry.value for entry in card), *(line.text for line in lines[: body + 14])):
        if (source := _SOURCE.search(told_above)) and any(f"我{source[1][-1]}" in told.text for told in lines):
            return source[1]
    return None


# 辉南县文化广电和旅游局2023年体育工作总结
_ITS_YEAR = re.compile(
    r"((?:中共)?[\u4e00-\u9fff]{2,30}?(?:人民政府办公[厅室]|委员会|[省市县区州旗]委|局|厅))"
    r"(?:20\d\d年|[上下]半年)(?![^\n]{0,40}(?:通知|意见|方案|通报)$)"
)
_SOURCE = re.compile(r"来源[::] ?([\u4e00-\u9fff]{3,23}[局委厅办])(?=[ )】|]|$)")


def _find_date(lines: list[Line], card: list[CardEntry], title: str | None) -> tuple[str | None, str | None]:
    for line in lines[: HEAD_LINES + 10] + lines[-6:]:
        bare = re.sub(r"[()]|印发$", "", line.text)
        if (match := _DATE.fullmatch(bare)) and (value := _iso(match)):
            return value, "signature"
    for line in lines[: HEAD_LINES + 10] + lines[-6:]:
        if (run := _RUN_DATE.fullmatch(line.text)) and (value := _run_date(run)):
            return value, "signature"
    for line in lines[-6:]:
        if (month := _MONTH_SIGNED.fullmatch(line.text)) and (value := _iso(month)):
            return value, "signature"
    for line in lines[-6:]:
        if (closing := _DAY_AT_END.search(line.text) or _SIGNED_IN_LINE.search(line.text)) and (value := _iso(closing)):
            return value, "signature"
    for line in lines[:4]:
        if (told := _ISSUED_IN.search(line.text)) and "。" in line.text:
            return _iso(told), "header"
    for line in lines[:HEAD_LINES]:
        # when a report was given, whenever a site put it up: 2010年1月19日在县第十五届人民代表大会第三次会议上
        if (match := _GIVEN.match(line.text) or _GIVEN.search(line.text, 0, GIVEN_CHARS)) and (value := _iso(match)):
            return value, "header"
    if any(LOST_YEAR.search(line.text) for line in lines):
        # the years were taken out of a model text; when a site put it up is not its day, unless it plans for what came soon after
        return _put_up(lines, card) if any(_AHEAD_OF.search(line.text) for line in lines) else (None, None)
    for labels in (("成文日期", "发文日期", "生成日期", "印发日期"), ("发布日期", "发布时间", "公开日期")):
        for entry in card:
            if entry.label in labels and (match := _DATE.search(entry.value) or _ISO.search(entry.value)):
                if value := _iso(match):
                    return value, "header"
    for line in lines[-PUT_UP_LINES:]:
        if (
            (told := _PUT_UP_BELOW.match(line.text))
            and (match := _DATE.match(line.text, told.end()) or _ISO.match(line.text, told.end()))
            and (value := _iso(match))
        ):
            return value, "header"
    for line in lines[:8]:
        if (
            len(line.text) <= 60
            and not re.search(r"施行|实施|执行|生效|上传", line.text)
            and (match := _DATE.search(line.text) or _ISO.search(line.text))
        ):
            if value := _iso(match):
                return value, "header"
    stamps = {match[0] for line in lines if (match := _STAMP.search(line.text))}
    if len(stamps) == 1 and sum(1 for line in lines for _ in _STAMP.finditer(line.text)) >= MIN_STAMPS:
        return stamps.pop()[:10], "header"
    if title and (match := re.search(r"(?<![-至—~\d])(20\d\d)年(?!度?[-至—~])", title)):
        return match[1], "inferred"
    if title and "纪要" in title:
        # minutes begin with the day of the meeting: 2025年4月16日上午,县长主持召开…
        for line in lines[:10]:
            if (match := _DATE.match(line.text)) and (value := _iso(match)):
                return value, "inferred"
    for line in lines[:HEAD_LINES]:
        if len(line.text) <= 40 and (match := _NUMBER_YEAR.search(line.text)):
            return match[1], "inferred"
    return _put_up(lines, card)


# (发布时间:2023-07-12 来源:市政府新闻办): below the text
_PUT_UP_BELOW = re.compile(r"[(〔]?(?:发布|发表|发稿)(?:时间|日期): ?")
PUT_UP_LINES = 8
# 2022-06-15 10:06: when each of those who speak at a press conference began
_STAMP = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?= \d{1,2}:\d\d)")
MIN_STAMPS = 3
MAX_YEARS_AHEAD = 5
_AHEAD_OF = re.compile(r"[到至](20\d\d)年")


def _put_up(lines: list[Line], card: list[CardEntry]) -> tuple[str | None, str | None]:
    """The day on which a site put a text up, where it plans for later years."""
    for entry in card:
        if (
            entry.label == PAGE_TIME
            and (match := _DATE.search(entry.value) or _ISO.search(entry.value))
            and (value := _iso(match))
        ):
            planned = [int(year) for line in lines for year in _PLANNED_BY.findall(line.text)]
            aims = [int(year) for line in lines for year in _AHEAD_OF.findall(line.text)]
            if any(LOST_YEAR.search(line.text) for line in lines) and not all(
                0 <= year - int(value[:4]) <= MAX_YEARS_AHEAD for year in aims
            ):
                return None, None
            return (
                (None, None) if planned and max(planned) < int(value[:4]) else (value, "header")
            )  # put up years later
    return None, None


_PLANNED_BY = re.compile(r"(20\d\d)年(?:\d{1,2}月(?:\d{1,2}日|底)?|年?底)之?前")


# …由县食安办负责解释。(2022年3月15日): the day behind the last sentence
# 二〇一二年四月扫一扫用手机看本页: signed by the month, with what the page has beside it
_MONTH_SIGNED = re.compile(
    r"(?P<y>20\d\d|二〇[〇一二三四五六七八九]{2})年(?P<m>\d{1,2}"
    r"|[一二三四五六七八九十]{1,2})月(?:扫一扫|分享|打印|【)[^。]{0,30}"
)

_DAY_AT_END = re.compile(rf"。\(?{_DATE.pattern}\)?$")
# …报送工作总结。泊头市市场监督管理局2023年5月8日第3页共3页: a page of one line
_SIGNED_IN_LINE = re.compile(
    rf"。[\u4e00-\u9fff]{{4,24}}(?:[局委办厅部府会院]|领导小组"
    rf"|指挥部){_DATE.pattern}(?:第\d{{1,3}}页(?:,?共\d{{1,3}}页)?)?[^。]{{0,40}}$"
)
# 2017315, 2021616日: a page that lost 年 and 月
_RUN_DATE = re.compile(r"(?P<y>20[0-3]\d)(?P<rest>\d{3,4})日?")
# 《…工作要点》由市政府办公室于2023年4月印发: the first line of an encyclopedia's page
_ISSUED_IN = re.compile(r"由[^,。;]{4,30}于(?P<y>20\d\d)年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?(?:印发|发布|公布|出台)")


def _run_date(match: re.Match[str]) -> str | None:
    """The one day that the digits can mean: 2017315 is 15 March; 2021111 may be two days."""
    days = set()
    for cut in (1, 2):
        month, day = match["rest"][:cut], match["rest"][cut:]
        if day and month[0] != "0" and day[0] != "0" and len(day) <= 2:
            try:
                days.add(date(int(match["y"]), int(month), int(day)).isoformat())
            except ValueError:
                continue
    return days.pop() if len(days) == 1 else None


_NUMBER_YEAR = re.compile(r"〔((?:19|20)\d\d)〕")


def _iso(match: re.Match[str]) -> str | None:
    """The day, or the month where none is told, that a match names."""
    year = parse_number(match["y"].replace("○", "〇"))
    month, told = parse_number(match["m"]), match.groupdict().get("d")
    day = parse_number(told) if told else 1
    if not year or not month or not day:
        return None
    try:
        named = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return named.isoformat() if told else f"{named:%Y-%m}"
