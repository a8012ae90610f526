"""One composed plan, of blocks that any format can show; written for these tests."""

from __future__ import annotations

import html
import io
from dataclasses import dataclass

from tests.read.packages import make_docx, p, table, tc


@dataclass(frozen=True)
class Title:
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Grid:
    """A ruled table; the first row is its header. ``None`` is a cell merged with the one above."""

    rows: tuple[tuple[str | None, ...], ...]


Block = Title | Paragraph | Grid

PLAN: tuple[Block, ...] = (
    Title("兰陵湾市推进社区嵌入式服务设施建设行动方案"),
    Title("（2025—2027年）"),
    Paragraph("为打造便民、利民、安民的社区服务体系，让居民在家门口享受优质普惠的公共服务，根据国家和省有关部署，结合我市实际，制定本行动方案。"),
    Paragraph("一、总体要求"),
    Paragraph("坚持以人民为中心，按照精准化、规模化、市场化原则，推动公共服务资源向社区下沉。到2027年，全市社区嵌入式服务设施基本实现全覆盖，15分钟服务可达率达到90%以上。"),
    Paragraph("二、重点任务"),
    Paragraph("（一）完善设施布局"),
    Paragraph("1.开展设施摸底。以街道为单位，对辖区内闲置房屋、低效用地和既有公共设施开展全面摸底，2025年6月底前完成全市312个社区的建档工作，形成一社区一清单。"),
    Paragraph("牵头单位：市住房城乡建设局"),
    Paragraph("配合单位：市自然资源和规划局、市民政局，各区（市）政府"),
    Paragraph("2.建设服务综合体。每个街道至少建成1处社区服务综合体，2026年底前全市新建、改建综合体不少于48处，单处建筑面积不低于600平方米，优先嵌入养老托育、社区助餐、家政便民、健康服务、体育健身、文化休闲、儿童游憩等功能。"),
    Paragraph("牵头单位：市发展改革委"),
    Paragraph("配合单位：市财政局、市住房城乡建设局"),
    Paragraph("3.盘活闲置空间。鼓励国有企业拿出闲置房产用于社区服务，每年盘活面积2万平方米左右。"),
    Paragraph("责任单位：市国资委、市机关事务服务中心"),
    Paragraph("（二）提升服务质量"),
    Paragraph("4.发展社区助餐。支持餐饮企业、物业服务企业参与老年助餐，到2025年底建成社区食堂120个，助餐点覆盖85%以上的城市社区，对60周岁以上老年人给予每餐2元至5元的补贴。"),
    Paragraph("牵头单位：市民政局"),
    Paragraph("配合单位：市商务局、市市场监管局"),
    Paragraph("5.扩大普惠托育。新增普惠性托位3600个，每千人口拥有3岁以下婴幼儿托位数达到4.6个，普惠托位占比提高到65%。（市卫生健康委牵头，市教育局、市总工会配合，2026年底前完成）"),
    Paragraph("6.培育社区服务人才。实施社区服务人才培训计划，每年培训养老护理员、育婴员、家政服务员5000人次以上，引导12所职业院校开设相关专业。（责任单位：市人力资源社会保障局、市教育局）"),
    Paragraph("三、保障措施"),
    Paragraph("7.强化要素保障。市财政安排专项资金1.2亿元，对验收合格的综合体给予每处不超过80万元的奖补；新建住宅小区按照每百户不低于30平方米的标准配建社区服务用房。"),
    Paragraph("牵头单位：市财政局、市自然资源和规划局"),
    Paragraph("附件：重点任务分工表"),
    Grid((
        ("序号", "重点任务", "牵头单位", "配合单位", "完成时限"),
        ("1", "编制社区嵌入式服务设施专项规划，划定312个社区服务单元", "市自然资源和规划局", "市民政局", "2025年9月底前"),
        ("2", "制定社区服务综合体建设导则，发布设计图样不少于6套", "市住房城乡建设局", "市体育局、市文化和旅游局", "2025年10月底前"),
        ("3", "建成智慧助餐结算平台，接入助餐点200个以上", "市民政局", "市大数据局", "2025年底前"),
        ("4", "改造社区卫生服务站90个，配备儿童保健门诊", "市卫生健康委", "市医保局、各区（市）政府", "2026年6月底前"),
        ("5", "建设社区运动角150处，学校体育场地开放率达到80%", "市体育局", "市教育局", "2026年底前"),
        ("6", "开设社区夜校60所，年服务居民不少于3万人次", "市文化和旅游局", "市总工会、团市委、市妇联", "2026年底前"),
        ("7", "组建社区服务运营企业名录，入库企业达到100家", "市商务局", "市国资委", "2027年3月底前"),
        ("8", "完成综合体运营评估，群众满意度保持在90%以上", "市发展改革委", "市统计局", "2027年底前"),
    )),
)  # fmt: skip


def as_text(blocks: tuple[Block, ...]) -> str:
    """The plan as a text file, and what every other reader shall make of it."""
    lines = []
    for block in blocks:
        if isinstance(block, Grid):
            above = [""] * len(block.rows[0])
            for row in block.rows:
                above = [cell if cell is not None else old for cell, old in zip(row, above, strict=True)]
                lines.append("\t".join(above))
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"


def as_html(blocks: tuple[Block, ...]) -> bytes:
    """The plan as a page without anything around it."""
    parts = []
    for block in blocks:
        if isinstance(block, Grid):
            rows = ("".join(f"<td>{html.escape(cell or '')}</td>" for cell in row) for row in block.rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            parts.append(f"<p>{html.escape(block.text)}</p>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>".encode()


def as_docx(blocks: tuple[Block, ...]) -> bytes:
    """The plan as a Word document, its numbers written out."""
    body = ""
    for block in blocks:
        body += (
            table(*("".join(tc(cell or "") for cell in row) for row in block.rows))
            if isinstance(block, Grid)
            else p(block.text)
        )
    return make_docx(body)


def as_workbook(blocks: tuple[Block, ...]) -> bytes:
    """The plan's tables, one below the other on one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    for block in blocks:
        for row in block.rows if isinstance(block, Grid) else ():
            book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
