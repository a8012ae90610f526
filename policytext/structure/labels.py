"""Lines that tell who does the item above them, and when: 牵头单位:…, (市民政局负责), ▶市教育局牵头."""

from __future__ import annotations

import re

#: what a page sets before a line that tells who: --市财政局、各县区; ▶市教育局牵头 市人社局配合
POINTER = r"(?:--|[▶►➤☞→])"
#: the rest of such a line; it is no item of a list
WHO_BEHIND_A_POINTER = (
    r"(?:[^\n。]{2,160}(?:负责|牵头|配合|落实|实施|督导|督办)(?:;[^\n。]{2,40})?"
    r"|(?:各|[省市区县州]|地区|团[省市区县])[^\n。;:\d]{1,100}(?:[局委办部厅院会]|公司|集团|中心|政府"
    r"|单位|部门|银行|办公室))。?$"
)
LABEL_LINE = re.compile(
    r"[(【〔★▲▶►➤☞→]?(?:牵头|责任|配合|主责|主办|协办|参加|参与|落实|承办|完成|督导|分管|部门|协同"
    r"|实施|时间|时限|进度|主管(?=[\u4e00-\u9fff]{0,3}领导)|主要责任|直接责任|第一责任|包保"
    r"|联系(?!人|电话|方式)|督办|考核|支持|工作时限)[\u4e00-\u9fff()]{0,8}[::](?!\n)|"
    + POINTER
    + WHO_BEHIND_A_POINTER
    + (
        r"|整改(?:责任|实施|牵头|督导)?(?:单位|主体|部门)[::]|(?:整改|工作|问题|目标)(?:目标|措施|时限|内容|要求|任务)[::]|验收(?:单位|部门)[::]"
        r"|(?:牵头|责任|配合)单位(?=[省市区县州各][\u4e00-\u9fff、]{2,60}$)"
    )
)
BRACKET_LINE = re.compile(
    r"(?![^\n]*〔\d{4}〕)[(【〔\[][^\n]{2,400}(?:牵头|负责|配合|落实|单位|局|委|办|部|厅"
    r"|政府)[^\n]{0,200}[)】〕\]]。?"
)

# a card of a project: 牵头单位:…, 进度安排 by quarter, and below 完成情况 what has come of it
_SCHEDULE = r"(?:进度安排|实施进度|建设进度)[::]?"
_PROGRESS = r"(?:完成情况|工作进展|推进情况|进展情况|落实情况|目前进展|最新进展|办理情况)[::]?"
#: Lines of such a card behind its labels.
CARD_LINE = re.compile(rf"{_SCHEDULE}|{_PROGRESS}|第?[一二三四1-4]季度(?:目标|任务|计划|进展|完成情况)?[::][^\n]+")
#: Where inside a card its schedule, and where what was reached, begins.
CARD_SCHEDULE = re.compile(rf"\n{_SCHEDULE}\n")
CARD_PROGRESS = re.compile(
    rf"\n{_PROGRESS}\n|(?:实际|目前|当前)(?:完成|进展)情况:(?!\n)"
    rf"|\n(?:推进|进展|完成|落实|办理)情况:(?!\n)"
)

# a card of a project without a number: its name, then a field a line
PROJECT_NAME = re.compile(r"(?:项目|工程|任务|事项|实事)名称[::](?=[^\n])")
CARD_FIELD = re.compile(r"[\u4e00-\u9fff()、]{2,10}[::]")
#: A line that numbers the next card.
NEXT_CARD = re.compile(r"(?:序号|编号|项目)?[::]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、]?")
MIN_CARD_LINES = 3
