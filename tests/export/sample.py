"""Runs to try the exports and the report on: texts composed here, records cut out of them.

A text carries its annotations in ``⟦kind key=value …|words⟧``, nested as the records are; the marks
are taken out, and each record is cut from what remains (:meth:`Span.cut`), so that the offsets hold
by construction. Kinds: ``s`` section, ``m`` measure, ``t`` its title, ``u`` unit, ``g`` target, ``i``
its indicator, ``d`` deadline, ``a`` aims passage (its targets become aims).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policytext.align.diffusion import find_adoptions
from policytext.align.ladder import find_rungs
from policytext.align.matrix import fill_matrix
from policytext.export.jsonl import write_records, write_text_atomic
from policytext.records import (
    RECORD_FILES,
    Aim,
    Comparison,
    ComparisonCell,
    Deadline,
    Document,
    InputError,
    Link,
    Measure,
    Quality,
    Reason,
    Region,
    Revision,
    Section,
    Target,
    TargetChange,
    Theme,
    Unit,
)

OPEN = re.compile(r"⟦(\w)((?: [\w_]+=[^ |]+)*)\|")


@dataclass
class Node:
    """A mark with its place in the bare text."""

    kind: str
    options: dict[str, str]
    start: int
    end: int = 0
    children: list[Node] = field(default_factory=list)


def strip_marks(marked: str) -> tuple[str, list[Node]]:
    """The bare text, and the marks as a tree."""
    bare: list[str] = []
    length = at = 0
    root = Node("root", {}, 0)
    stack = [root]
    while at < len(marked):
        opened = OPEN.match(marked, at)
        if opened:
            options = dict(pair.split("=", 1) for pair in opened[2].split())
            node = Node(opened[1], options, length)
            stack[-1].children.append(node)
            stack.append(node)
            at = opened.end()
        elif marked[at] == "⟧":
            stack.pop().end = length
            at += 1
        else:
            bare.append(marked[at])
            length += 1
            at += 1
    assert len(stack) == 1, "a mark is not closed"
    return "".join(bare), root.children


def walk(nodes: list[Node], kind: str) -> list[Node]:
    """All marks of a kind, in reading order."""
    found: list[Node] = []
    for node in nodes:
        if node.kind == kind:
            found.append(node)
        found += walk(node.children, kind)
    return found


def number(word: str | None) -> float | None:
    return None if word is None else float(word)


def make_target(source: str, node: Node, near: list[Node]) -> Target:
    o = node.options
    indicator = next((n for n in near if n.options.get("of") == o.get("id")), None)
    return Target.cut(
        source,
        node.start,
        node.end,
        indicator=source[indicator.start : indicator.end] if indicator else o.get("ind"),
        indicator_start=indicator.start if indicator else None,
        indicator_end=indicator.end if indicator else None,
        comparator=o.get("cmp", "eq"),
        side=o.get("side"),
        change=o.get("change"),
        value=number(o.get("val")),
        value_max=number(o.get("max")),
        unit=o.get("unit"),
        base=o.get("base"),
        status=o.get("status", "planned"),
        implied=o.get("implied") == "yes",
        confidence=float(o.get("conf", 0.9)),
    )


def make_deadline(source: str, node: Node) -> Deadline:
    o = node.options
    return Deadline.cut(
        source,
        node.start,
        node.end,
        type=o.get("type", "by"),
        value=o.get("val"),
        resolved_from=o.get("by"),
        resolved_end=o.get("end", o.get("val") if o.get("type", "by") == "by" else None),
        confidence=float(o.get("conf", 0.9)),
    )


def make_unit(source: str, node: Node, prefix: str) -> Unit:
    o = node.options
    name = o.get("name", source[node.start : node.end])
    return Unit.cut(
        source,
        node.start,
        node.end,
        name=name,
        canonical=prefix + name[1:] if prefix and name.startswith("市") else None,
        role=o.get("role", "responsible"),
        type=o.get("type", "government"),
        evidence=o.get("ev", "sentence"),
        confidence=float(o.get("conf", 0.9)),
    )


def make_records(marked: str, name: str, **document: Any) -> dict[str, Any]:
    """The records of one marked text: ``source``, ``document``, ``sections``, ``measures``, ``aims``."""
    source, nodes = strip_marks(marked)
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
    doc_id = document.pop("doc_id", digest[:12])
    region = document.get("region")
    prefix = region.name.removesuffix("市") if region and region.level == "city" else ""
    prefix = prefix + "市" if prefix else ""
    sections, parents = [], {}
    for n, node in enumerate(walk(nodes, "s")):
        level = int(node.options.get("level", 1))
        section_id = f"{doc_id}-s{n}"
        parents[level] = section_id
        heading = source[node.start : node.end].split("\n")[0]
        marker = re.match(r"[一二三四五六七八九十]+、|[(（].[)）]|", heading)
        assert marker is not None
        sections.append(
            Section(
                section_id=section_id,
                doc_id=doc_id,
                parent_id=parents.get(level - 1),
                level=level,
                marker=marker[0] or None,
                heading=heading[len(marker[0]) :],
                start=node.start,
                end=node.end,
            )
        )
    measures = []
    for n, node in enumerate(walk(nodes, "m")):
        inner = node.children
        title = next(iter(walk(inner, "t")), None)
        holder = [s for s in sections if s.start <= node.start and node.end <= s.end]
        measures.append(
            Measure.cut(
                source,
                node.start,
                node.end,
                measure_id=f"{doc_id}-m{n:04d}",
                doc_id=doc_id,
                section_id=holder[-1].section_id if holder else None,
                order=n,
                kind=node.options.get("kind", "task"),
                title=source[title.start : title.end] if title else None,
                title_start=title.start if title else None,
                title_end=title.end if title else None,
                units=tuple(make_unit(source, u, prefix) for u in walk(inner, "u")),
                targets=tuple(make_target(source, g, walk(inner, "i")) for g in walk(inner, "g")),
                deadlines=tuple(make_deadline(source, d) for d in walk(inner, "d")),
                modality=node.options.get("mod", "plan"),
                confidence=float(node.options.get("conf", 0.92)),
            )
        )
    aims = []
    for passage in walk(nodes, "a"):
        for node in walk(passage.children, "g"):
            aims.append(
                Aim(
                    aim_id=f"{doc_id}-a{len(aims)}",
                    doc_id=doc_id,
                    section_id=next((s.section_id for s in sections if s.start <= node.start < s.end), None),
                    order=len(aims),
                    target=make_target(source, node, walk(passage.children, "i")),
                    deadlines=tuple(make_deadline(source, d) for d in walk(passage.children, "d")),
                )
            )
    return {
        "source": source,
        "document": Document(
            **{
                "doc_id": doc_id,
                "path": f"{name}.txt",
                "sha256": digest,
                "n_chars": len(source),
                "end": len(source),
                "text_path": f"text/{name}.txt",
                **document,
            }
        ),
        "sections": sections,
        "measures": measures,
        "aims": aims,
    }


def write_run(directory: Path, parts: list[dict[str, Any]], **aligned: list[Any]) -> Path:
    """Write an output folder as ``policytext run`` does, without the report."""
    (directory / "text").mkdir(parents=True, exist_ok=True)
    for part in parts:
        write_text_atomic(directory / part["document"].text_path, part["source"])
    rows: dict[str, list[Any]] = {
        "documents": [part["document"] for part in parts],
        **{k: [r for part in parts for r in part[k]] for k in ("sections", "measures", "aims")},
        **aligned,
    }
    for kind in RECORD_FILES:
        write_records(directory / f"{kind}.jsonl", rows.get(kind, []))
    return directory


SHANDONG = Region(name="山东省", adcode="370000", level="province")
JINAN = Region(name="济南市", adcode="370100", level="city")
ZIBO = Region(name="淄博市", adcode="370300", level="city")
WEIFANG = Region(name="潍坊市", adcode="370700", level="city")
JINING = Region(name="济宁市", adcode="370800", level="city")

PROVINCE_TEXT = """全省城乡社区治理提质行动方案

为进一步夯实社区治理根基，结合我省实际，制定本方案。

⟦s|一、主要目标
⟦a|⟦d val=2026-12-31 by=text|到2026年底⟧，全省⟦i of=1|城市社区综合服务设施覆盖率⟧⟦g id=1 cmp=ge val=100 unit=%|达到100%⟧，⟦i of=2|每万名居民拥有社区工作者⟧⟦g id=2 cmp=ge val=18 unit=人 base=每万名居民|不少于18人⟧。⟧⟧

⟦s|二、重点任务
⟦s level=2|（一）建强网格队伍
⟦m mod=must|1.⟦t|配齐专职网格员⟧。各市要按照每300—500户划分一个网格的标准优化网格设置，⟦i of=3|每个网格⟧至少配备⟦g id=3 cmp=ge val=1 unit=名 base=每个网格 ind=专职网格员|1名⟧专职网格员，⟦d val=2025-12-31 by=text|2025年底前⟧⟦g cmp=eq val=100 unit=% implied=yes ind=网格员配备率|全部⟧配备到位。（⟦u role=lead type=party ev=parenthesis|省委社会工作部⟧牵头，⟦u role=support ev=parenthesis|省财政厅⟧、⟦u role=support ev=parenthesis|省人力资源社会保障厅⟧配合）⟧
⟦m|2.⟦t|健全网格事项准入制度⟧。建立网格事项准入清单，未列入清单的事项不得交由网格承担。由⟦u role=supervise type=party conf=0.55|省委政法委⟧⟦d type=recurring val=R/P1Y conf=0.5|每年⟧组织一次评估。⟧⟧
⟦s level=2|（二）提升物业服务
⟦m mod=strive|3.⟦t|推行“红色物业”⟧。力争⟦d type=during val=2024-01-01/2026-12-31 end=2026-12-31 by=text|2024—2026年⟧，⟦i of=4|物业服务企业党组织覆盖率⟧每年⟦g id=4 cmp=ge val=10 unit=个百分点 change=increase base=每年|提高10个百分点以上⟧。
牵头单位：⟦u role=lead ev=label|省住房城乡建设厅⟧
责任单位：⟦u role=responsible type=collective ev=label|各市人民政府⟧⟧⟧⟧
"""

JINAN_TEXT = """济南市城乡社区治理提质三年行动计划

（2024—2026年）

为落实省级部署，加快补齐短板，制定本计划。

⟦s|一、总体目标
⟦a|⟦d val=2026-12-31 by=text|到2026年⟧，建成⟦i of=1|示范社区⟧⟦g id=1 cmp=ge val=200 unit=个|200个以上⟧，⟦i of=2|每万名居民拥有社区工作者⟧⟦g id=2 cmp=ge val=20 unit=人 base=每万名居民|不少于20人⟧。⟧⟧

⟦s|二、主要任务
⟦m mod=must|（一）⟦t|选优配强网格员⟧。⟦d val=2024-12-31 by=document_date|年底前⟧完成网格优化调整，⟦g cmp=eq val=12000 unit=名 ind=专职网格员|1.2万名⟧专职网格员全部到岗；每名网格员⟦d type=recurring val=R/P1M|每月⟧走访居民⟦g cmp=ge val=30 unit=户 base=每月 ind=走访居民|不少于30户⟧。
牵头单位：⟦u role=lead type=party ev=label|市委社会工作部⟧
责任单位：⟦u role=responsible type=party ev=label|市委组织部⟧、⟦u role=responsible ev=label name=市民政局|民政局⟧，⟦u role=responsible type=collective ev=label|各区县⟧⟧
⟦m|（二）⟦t|打造“泉城红”物业品牌⟧。推动物业服务企业单独或者联合建立党组织，⟦d val=2025-06-30 by=text|2025年6月底前⟧⟦i of=5|物业服务企业党组织覆盖率⟧⟦g id=5 cmp=ge val=90 unit=%|达到90%以上⟧，选派⟦g cmp=approx side=above val=500 unit=名 ind=红色物业联络员|500余名⟧红色物业联络员。
牵头单位：⟦u role=lead ev=label|市住房城乡建设局⟧
配合单位：⟦u role=support ev=label|市市场监督管理局⟧⟧
⟦m mod=encourage conf=0.48|（三）⟦t|推进党群服务中心共享⟧。鼓励驻区单位开放食堂、停车场等资源，建设“一刻钟”便民服务圈，⟦d val=2026-12-31 by=text|到2026年底⟧⟦i of=6|党群服务中心⟧⟦g id=6 cmp=range val=300 max=350 unit=处|300—350处⟧。（⟦u role=responsible ev=parenthesis conf=0.5|市商务局⟧、⟦u role=responsible type=grassroots ev=parenthesis|社区党组织⟧按职责分工负责）⟧⟧

⟦s|三、保障措施
⟦m mod=must|⟦u role=supervise type=party|市委督查室⟧要将本计划落实情况纳入督查，⟦d type=recurring val=R/P3M|每季度⟧通报一次。⟧⟧
"""

ZIBO_TEXT = """□ 中共淄博市委社会工作部

以党建引领绘就基层善治新图景

近年来，淄博市坚持党建引领，基层治理水平稳步提升。

⟦s|织密一张网
⟦m kind=achievement mod=plan conf=0.84|一是⟦t|建强专职队伍⟧。⟦u role=responsible type=party|市委社会工作部⟧统一招录，全市⟦g cmp=approx side=above val=8600 unit=名 status=achieved ind=专职网格员|8600余名⟧网格员持证上岗，网格⟦g cmp=eq val=100 unit=% implied=yes status=achieved ind=网格党组织覆盖率|全覆盖⟧。⟧
⟦m kind=achievement mod=plan conf=0.8|二是⟦t|让物业红起来⟧。全市⟦i of=1|物业服务企业党组织覆盖率⟧由⟦g cmp=eq val=61 unit=% status=baseline ind=物业服务企业党组织覆盖率|61%⟧提升到⟦g id=1 cmp=eq val=87.5 unit=% status=achieved|87.5%⟧，物业投诉量⟦g cmp=approx side=below val=0.5 change=decrease status=achieved base=2021年 ind=物业投诉量|下降近1/2⟧。⟧
⟦m mod=plan conf=0.88|三是⟦t|把阵地建到家门口⟧。⟦d val=2024-12-31 by=document_date|今年年底前⟧再改造提升⟦g cmp=eq val=120 unit=处 ind=党群服务中心|120处⟧党群服务中心。⟧⟧
"""

WEIFANG_TEXT = """潍坊市基层治理重点任务清单

⟦s|一、队伍建设
⟦m mod=must|1.⟦t|落实网格员待遇⟧。⟦d val=2024-06-30 by=text|2024年6月底前⟧建立网格员报酬动态调整机制，⟦i of=1|网格员人均年报酬⟧⟦g id=1 cmp=ge val=42000 unit=元 base=每年|不低于4.2万元⟧。责任单位：⟦u role=lead ev=label|市财政局⟧、⟦u role=responsible ev=label|市人力资源社会保障局⟧⟧
⟦m mod=must|2.⟦t|按标准配备网格员⟧。⟦d val=2025-12-31 by=plan_period|“十四五”末⟧专职网格员⟦g cmp=approx side=both val=9500 unit=名 ind=专职网格员|9500名左右⟧。责任单位：⟦u role=lead type=party ev=label|市委政法委⟧⟧⟧

⟦s|二、服务提升
⟦m|3.⟦t|推进物业服务企业党组织应建尽建⟧。⟦d val=2025-07-01 by=named_day|“七一”前⟧实现⟦g cmp=eq val=100 unit=% implied=yes ind=物业服务企业党组织覆盖率|应建尽建⟧。责任单位：⟦u role=lead ev=label|市住房城乡建设局⟧，⟦u role=support type=party ev=label|市委组织部⟧⟧
⟦m conf=0.58|4.⟦t|换届工作结束后开展全员轮训⟧。⟦d type=event conf=0.6|换届工作结束后⟧轮训社区“两委”成员⟦g cmp=ge val=1 unit=次 ind=轮训|不少于1次⟧。责任单位：⟦u role=lead type=party ev=label|市委组织部⟧⟧⟧
"""

JINING_TEXT = """濟寧市社區治理工作要點

⟦s|一、重點工作
⟦m mod=must|（一）⟦t|加強網格力量⟧。𠮷祥社區等⟦g cmp=eq val=24 unit=個 status=baseline ind=試點社區|24個⟧試點社區⟦d val=2035-12-31 by=text|到2035年⟧全部實現“多網合一”，由⟦u role=lead type=party|市委政法委⟧牽頭，會同⟦u role=support|市民政局⟧推進。⟧
⟦m mod=principle|（二）⟦t|規範出具證明事項⟧。原則上⟦d type=duration val=P1Y end=2025-03-31 by=document_date|一年內⟧精簡證明事項⟦g cmp=approx side=both val=50 unit=% change=decrease ind=證明事項|50%左右⟧。⟧⟧
"""

HOSTILE_TEXT = """<script>window.__hacked = "text"</script></script><!-- 任务 --><img src=x onerror="window.__hacked='img'">

⟦s|一、<b onmouseover="window.__hacked='heading'">任务</b> &lt;script&gt; ]]> {{ 7*7 }} {% raw %}
⟦m|1.⟦t|</script><script>window.__hacked='title'</script>⟧。由⟦u role=lead|"><svg onload="window.__hacked='unit'">局⟧负责，⟦d val=2025-12-31|</textarea><!--年底前⟧完成⟦g cmp=ge val=18 unit=<b> ind=javascript:alert(1)|=cmd()|'/C calc'!A0⟧。⟧⟧
"""


def sample_parts(*, hostile: bool = False) -> list[dict[str, Any]]:
    """Five documents of one province, all levels of trouble; with a hostile one when asked."""
    parts = [
        make_records(
            PROVINCE_TEXT,
            "province",
            title="全省城乡社区治理提质行动方案",
            doc_number="鲁社发〔2024〕2号",
            issuer="中共山东省委社会工作部",
            region=SHANDONG,
            date="2024-01-15",
            date_source="header",
            genre="plan",
        ),
        make_records(
            JINAN_TEXT,
            "jinan",
            title="济南市城乡社区治理提质三年行动计划（2024—2026年）",
            doc_number="济社发〔2024〕5号",
            issuer="中共济南市委社会工作部",
            region=JINAN,
            date="2024-03-20",
            date_source="signature",
            genre="plan",
        ),
        make_records(
            ZIBO_TEXT,
            "zibo",
            title="以党建引领绘就基层善治新图景",
            issuer="中共淄博市委社会工作部",
            region=ZIBO,
            date="2024-04",
            date_source="inferred",
            genre="experience",
            quality=Quality(score=0.82, flags=("boilerplate_removed",)),
        ),
        make_records(
            WEIFANG_TEXT,
            "weifang",
            title="潍坊市基层治理重点任务清单",
            region=WEIFANG,
            date="2024-02-01",
            date_source="user",
            genre="task_list",
            warnings=("issuer not found",),
            extra={"batch": "second"},
        ),
        make_records(
            JINING_TEXT,
            "jining",
            title="濟寧市社區治理工作要點",
            region=JINING,
            genre="plan",
            script="Hant",
            quality=Quality(score=0.41, flags=("ocr_noise", "machine_spun")),
            warnings=("date not found: relative deadlines stay unresolved",),
        ),
    ]
    if hostile:
        parts.append(
            make_records(
                HOSTILE_TEXT,
                "hostile",
                doc_id="x\"'><i>/#% &m-\u2028",
                title="</title></script><script>window.__hacked='doc'</script>",
                issuer='=HYPERLINK("http://evil.example")',
                region=Region(name="<i>市</i>", adcode=None, level="city"),
                warnings=("<img src=x onerror=\"window.__hacked='warning'\">",),
                quality=Quality(score=0.1, flags=("<script>",)),
            )
        )
    return parts


def sample_alignment(parts: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Links, themes, comparisons and one error for :func:`sample_parts`."""
    measures = {p["document"].path: p["measures"] for p in parts}
    region = {p["document"].doc_id: p["document"].region for p in parts}
    ids = {path: [m.measure_id for m in ms] for path, ms in measures.items()}
    grid = [
        ids["province.txt"][0],
        ids["jinan.txt"][0],
        ids["zibo.txt"][0],
        ids["weifang.txt"][1],
        ids["jining.txt"][0],
    ]
    estate = [
        ids["province.txt"][2],
        ids["jinan.txt"][1],
        ids["zibo.txt"][1],
        ids["weifang.txt"][2],
    ]
    centre = [ids["jinan.txt"][2], ids["zibo.txt"][2]]

    def why(terms: str) -> tuple[Reason, ...]:
        return (
            Reason(part="title_terms", value=0.8, weight=0.5, detail=terms),
            Reason(part="body_similarity", value=0.74, weight=0.3),
            Reason(part="indicators", value=1.0, weight=0.2, detail="专职网格员"),
        )

    pairs = [
        (a, b, label)
        for group, label in ((grid, "网格员"), (estate, "物业 党组织"), (centre, "党群服务中心"))
        for i, a in enumerate(group)
        for b in group[i + 1 :]
    ]
    province = set(ids["province.txt"])
    links = [
        Link(
            link_id=f"l{n:04d}",
            source=a,
            target=b,
            score=round(0.92 - n * 0.02, 3),
            type="parent" if a in province else "peer",
            why=why(label),
        )
        for n, (a, b, label) in enumerate(pairs)
    ]

    def theme(theme_id: str, label: str, terms: str, group: list[str]) -> Theme:
        docs = {m.measure_id: m.doc_id for ms in measures.values() for m in ms}
        return Theme(
            theme_id=theme_id,
            label=label,
            terms=tuple(terms.split()),
            measures=tuple(group),
            regions=tuple(region[docs[m]].name for m in group),
        )

    def cell(path: str, at: int | None, ind: str | None = None, **more: Any) -> ComparisonCell:
        document = next(p["document"] for p in parts if p["document"].path == path)
        measure = measures[path][at] if at is not None else None
        target = next((t for t in measure.targets if t.indicator == ind), None) if measure and ind else None
        stated: dict[str, Any] = {"status": "not_found"}
        if target is not None:
            ends = [d.resolved_end for d in measure.deadlines if d.resolved_end]
            stated = {
                "status": "stated",
                "text": target.text,
                "start": target.start,
                "end": target.end,
                "comparator": target.comparator,
                "change": target.change,
                "value": target.value,
                "value_max": target.value_max,
                "unit": target.unit,
                "base": target.base,
                "target_status": target.status,
                "deadline": ends[0] if ends else None,
            }
        return ComparisonCell(
            doc_id=document.doc_id,
            region=document.region.name,
            adcode=document.region.adcode,
            measure_id=measure.measure_id if measure else None,
            **{**stated, **more},
        )

    rate = "物业服务企业党组织覆盖率"
    comparisons = [
        Comparison(
            comparison_id="c0001",
            theme_id="t0002",
            indicator=rate,
            unit="%",
            base=None,
            change=None,
            cells=(
                cell(
                    "province.txt",
                    2,
                    rate,
                    status="refused",
                    reason="different change: increase against level",
                ),
                cell("jinan.txt", 1, rate),
                cell(
                    "zibo.txt",
                    1,
                    rate,
                    value=87.5,
                    text="87.5%",
                    difference=-2.5,
                    target_status="achieved",
                ),
                cell("weifang.txt", 2, rate, difference=10.0),
                cell("jining.txt", None),
            ),
        ),
        Comparison(
            comparison_id="c0002",
            theme_id="t0001",
            indicator="专职网格员",
            unit="名",
            base=None,
            change=None,
            cells=(
                cell(
                    "province.txt",
                    0,
                    "专职网格员",
                    status="refused",
                    reason="different base: 每个网格 against none",
                ),
                cell("jinan.txt", 0, "专职网格员", value=12000.0, unit="名"),
                cell("zibo.txt", 0, "专职网格员", difference=-3400.0),
                cell("weifang.txt", 1, "专职网格员", difference=-2500.0),
                cell("jining.txt", 0),
            ),
        ),
    ]
    themes = [
        theme("t0001", "专职网格员配备", "网格员 专职 配备", grid),
        theme("t0002", "物业服务企业党组织", "物业 党组织 红色", estate),
        theme("t0003", "党群服务中心", "党群 服务 中心", centre),
    ]
    all_of = {kind: [row for part in parts for row in part[kind]] for kind in ("sections", "measures", "aims")}
    documents = [part["document"] for part in parts]
    return {
        "links": links,
        "themes": themes,
        "comparisons": comparisons,
        "versions": sample_versions(measures["jinan.txt"]),
        "ladder": find_rungs(documents, all_of["sections"], all_of["measures"], all_of["aims"]),
        "matrix": fill_matrix(themes, documents, all_of["sections"], all_of["measures"]),
        "diffusion": find_adoptions(themes, documents, all_of["measures"]),
        "errors": [
            InputError(
                path="scan.pdf",
                error="UnsupportedFormatError",
                reason="no text layer; run OCR first",
            ),
            InputError(path="empty.txt", error="EmptyFileError", reason="the file is empty"),
        ],
    }


def sample_versions(measures: list[Measure]) -> list[Revision]:
    """Revisions of a plan, as if it were its own earlier edition: one of each kind that looks different."""
    first, second = measures[:2]
    [old] = [t for t in first.targets if t.indicator == "专职网格员"][:1]
    move = TargetChange(
        indicator="专职网格员", move="raised", before=old.value, after=15000.0, unit=old.unit,
        difference=15000.0 - (old.value or 0), stricter=True,
        before_text=old.text, before_start=old.start, before_end=old.end,
        after_text="15000名", after_start=old.start, after_end=old.end,
    )  # fmt: skip
    ends = {"earlier": first.doc_id, "later": first.doc_id}
    return [
        Revision(
            revision_id="v0001", change="strengthened", changes=("strengthened", "postponed"),
            source=first.measure_id, target=first.measure_id, similarity=0.7,
            deadline_before="2024-12-31", deadline_after="2025-12-31", targets=(move,), **ends,
        ),
        Revision(revision_id="v0002", change="dropped", changes=("dropped",),
                 source=second.measure_id, target=None, nearest=first.measure_id, **ends),
        Revision(revision_id="v0003", change="new", changes=("new",), source=None,
                 target=second.measure_id, **ends),
    ]  # fmt: skip


def make_sample(directory: Path, *, hostile: bool = False) -> Path:
    """The small run: five documents (six with the hostile one), themes and comparisons."""
    parts = sample_parts(hostile=hostile)
    return write_run(directory, parts, **sample_alignment(parts))


def make_large(directory: Path, n_measures: int = 1500, n_documents: int = 30, n_regions: int = 5) -> Path:
    """A run with many measures; the same for the same numbers. Regions beyond the first five are counties without a code."""
    regions = [JINAN, ZIBO, WEIFANG, JINING, SHANDONG]
    regions += [Region(name=f"第{n}县", adcode=None, level="county") for n in range(len(regions) + 1, n_regions + 1)]
    bodies = [
        "市民政局",
        "市财政局",
        "市住房城乡建设局",
        "市商务局",
        "市教育局",
        "市卫生健康委员会",
    ]
    subjects = [
        "网格员",
        "物业服务",
        "党群服务中心",
        "充电设施",
        "养老服务",
        "社区食堂",
        "口袋公园",
    ]
    parts = []
    each = n_measures // n_documents
    for d in range(n_documents):
        region = regions[d % len(regions)]
        lines = [f"{region.name}第{d + 1}号重点任务清单", ""]
        for n in range(each):
            seed = d * each + n
            subject, body = subjects[seed % 7], bodies[seed % 6]
            year, value = 2023 + seed % 5, 10 + seed * 37 % 900
            lines.append(
                f"⟦m conf={0.4 + seed % 60 / 100:.2f}|{n + 1}.⟦t|推进{subject}建设第{seed}项⟧。"
                f"⟦d val={year}-12-31 by=text|{year}年底前⟧新建{subject}⟦g cmp=ge val={value} unit=处 ind={subject}|不少于{value}处⟧，"
                f"由⟦u role=lead|{body}⟧牵头，⟦u role=support|{bodies[(seed + 1) % 6]}⟧配合，统筹推进规划、建设、管理各环节。⟧"
            )
        parts.append(
            make_records(
                "\n".join(lines),
                f"large{d:02d}",
                title=lines[0],
                region=region,
                date=f"{2022 + d % 3}-05-01",
                genre="task_list",
            )
        )
    by_subject: dict[str, list[Measure]] = {}
    for part in parts:
        for measure in part["measures"]:
            by_subject.setdefault(subjects[int(re.findall(r"第(\d+)项", measure.title or "")[0]) % 7], []).append(
                measure
            )
    themes = [
        Theme(
            theme_id=f"t{n}",
            label=subject,
            terms=(subject,),
            measures=tuple(m.measure_id for m in group[:60]),
            regions=tuple(r.name for r in regions),
        )
        for n, (subject, group) in enumerate(by_subject.items())
    ]
    return write_run(directory, parts, themes=themes)


if __name__ == "__main__":  # python -m tests.export.sample DIR: runs to look at
    import sys

    root = Path(sys.argv[1])
    make_sample(root / "small")
    make_sample(root / "hostile", hostile=True)
    make_large(root / "large")
