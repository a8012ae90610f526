"""What the values of the records are called on the page, in the words of the field."""

from __future__ import annotations

import re

LABELS: dict[str, dict[str, str]] = {
    "genre": {
        "plan": "方案规划",
        "task_list": "任务清单",
        "report": "工作报告",
        "news": "新闻",
        "experience": "典型经验",
        "notice": "通知",
        "other": "其他",
    },
    "date_source": {
        "signature": "落款",
        "header": "文首",
        "filename": "文件名",
        "user": "用户给定",
        "inferred": "推断",
    },
    "script": {"Hans": "简体", "Hant": "繁体", "mixed": "简繁混用"},
    "flag": {
        "ocr_noise": "识别噪声",
        "machine_spun": "疑似机器洗稿",
        "boilerplate_removed": "已去网页杂项",
        "truncated": "疑似不全",
        "unbalanced_quotes": "引号不配对",
        "pinyin_gloss": "夹注拼音",
        "garbled": "乱码",
        "digits_damaged": "数字受损",
        "template_text": "模板文字",
    },
    "kind": {"task": "任务", "achievement": "成效"},
    "role": {"lead": "牵头", "responsible": "责任", "support": "配合", "supervise": "督导"},
    "unit_type": {
        "party": "党委部门",
        "government": "政府部门",
        "collective": "集体",
        "judicial": "政法机关",
        "mass": "群团",
        "enterprise": "企业",
        "grassroots": "基层组织",
        "other": "其他",
    },
    "evidence": {
        "label": "标签行",
        "parenthesis": "括注",
        "sentence": "句中",
        "table": "表格",
        "inherited": "承上",
        "default": "通用规定",
    },
    "status": {"planned": "计划值", "achieved": "完成值", "baseline": "基期值"},
    "modality": {
        "must": "必须",
        "plan": "计划",
        "strive": "力争",
        "principle": "原则上",
        "encourage": "鼓励",
    },
    "deadline_type": {
        "by": "截止",
        "during": "期间",
        "from": "起始",
        "duration": "时长",
        "recurring": "周期",
        "ongoing": "长期",
        "event": "事件",
    },
    "anchor": {
        "text": "原文",
        "document_date": "文件日期",
        "plan_period": "规划期",
        "named_day": "节日",
    },
    "link_type": {"peer": "同级", "parent": "上下级", "version": "版本"},
    "reason": {
        "title_terms": "标题同词",
        "title_similarity": "标题相近",
        "body_terms": "正文同词",
        "body_similarity": "正文相近",
        "indicators": "指标相同",
        "units": "单位相应",
        "section_path": "章节相应",
        "level": "层级相应",
    },
    "change": {"increase": "增加", "decrease": "减少"},
    "plan_change": {
        "kept": "保留",
        "strengthened": "加强",
        "weakened": "减弱",
        "postponed": "推迟",
        "advanced": "提前",
        "reworded": "改写",
        "dropped": "删去",
        "new": "新增",
    },
    "year_from": {
        "deadline": "据时限",
        "heading": "据章节标题",
        "title": "据文件标题",
        "document_date": "据文件日期",
    },
    "comparator": {
        "eq": "",
        "ge": "≥ ",
        "le": "≤ ",
        "gt": "> ",
        "lt": "< ",
        "approx": "≈ ",
        "range": "",
    },
    "cell": {"stated": "有指标", "not_found": "未提出", "refused": "不可比"},
}

#: Sentences of the records, which are English, as the page says them. The rest of a sentence, a
#: quotation, stays; a sentence that is not listed stays as it is.
SENTENCES = (
    (r"no measures found in a document of genre .*", "没有找到任务"),
    (r"no measures in the section of tasks ?(.*)", r"任务章节中没有找到任务：\1"),
    (r"a table of tasks whose rows could not be read: (.*)", r"未能读出行的任务表：\1"),
    (r"a labelled line whose bodies could not be read: (.*)", r"责任单位行未能读出：\1"),
    (r"the region is not known", "地区未知"),
    (r"the date is not known.*", "日期未知，相对时限未换算"),
    (r"the file holds no text of a document", "文件里没有文件正文"),
    (
        r"a table repeats (.*) with another figure: (.*), in the text (.*)",
        r"表格与正文不一致：\1，表中 \2，正文 \3",
    ),
    (r"different base: (.*) against (.*)", r"基准不同：\1 与 \2"),
    (r"different change: (.*) against (.*)", r"口径不同：\1 与 \2"),
    (r"different unit: (.*) against (.*)", r"单位不同：\1 与 \2"),
    (r"different year: (.*) against (.*)", r"年份不同：\1 与 \2"),
    (r"no higher division states it", "上级未见此指标"),
    (r"the year is not known", "年份未知"),
    (r"a range against (?:a|another) figure", "区间与单值不作差"),
    (r"no document of this division", "没有该级文件"),
    (r"no measures in its documents", "文件中没有读到任务"),
    (r"(\d+) could not be read", r"\1 份文件未能读取"),
)
WORDS = {"level": "水平值", "increase": "增加值", "decrease": "减少值", "none": "未写明"}


def in_chinese(sentence: str) -> str:
    """A warning or a reason of the records in the language of the page.

    ``different change: level against increase`` → ``口径不同：水平值 与 增加值``.
    """
    flags = LABELS["flag"]
    if damaged := re.fullmatch(r"damaged text: (\w+)", sentence):
        return f"文本受损：{flags.get(damaged[1], damaged[1])}"
    for pattern, chinese in SENTENCES:
        match = re.fullmatch(pattern, sentence, re.DOTALL)
        if match:
            parts = [WORDS.get(part, part) for part in match.groups()]
            for number, part in enumerate(parts, start=1):
                chinese = chinese.replace(f"\\{number}", part)
            return chinese.rstrip("：")
    return sentence
