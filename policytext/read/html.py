"""Web pages: saved HTML, web archives (MHT), and what calls itself .doc or .xls and is a page.

:class:`HtmlReader` works in this order:

1. decode    by the bytes themselves; ``<meta charset>`` only decides between readings that fit
2. parse     with libxml2's HTML parser, which takes any soup; nothing is fetched, no entity expanded
3. box       the smallest part of the page that holds nearly all of its prose and tables
4. keep      outside of the box: its title, the index card (索引号, 发文字号 …), annexes; the rest is furniture
5. walk      blocks to lines, tables to rows; inline elements are joined as they stand

Why not a library for 3 and 4: extractors of news articles drop repeated short paragraphs (of nineteen
``牵头单位：市民政局`` lines five were left), and read tables cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policytext.errors import DamagedFileError, TooLargeError
from policytext.lexicon import load_toml
from policytext.read.encoding import BOMS, Decoded, decode, guess_encoding
from policytext.read.layout import MAX_SPAN, Cell, TextBuilder, join_lines
from policytext.read.readiness import Readiness, check_library
from policytext.read.registry import SourceText, digest

#: A page of a government has 50 to 500 kB; 20 MB of tags are a test of patience.
MAX_PAGE_BYTES = 64_000_000
#: libxml2 leaves out what lies deeper than 2048 without a word; browsers stop at 512.
MAX_DEPTH = 2000
#: The box goes on shrinking while one part holds at least this share of its text. 0.7 lost annexes,
#: 0.95 kept lists of recommended articles beside short notices.
BOX_SHARE = 0.85
MIN_KEPT_CHARS = 30  # a part outside of the box that is kept has a sentence, so more than this
MAX_LINK_SHARE = 0.4  # lists of links have 0.9, text with references 0.2
MAX_LAYOUT_CELL_CHARS = 2000  # a cell with more is a column of the page, not of a table

_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]"
    r"|meta\s|table[\s>]|title>)",
    re.I | re.S,
)
_FRAGMENT = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:div|p|style|center|font|span|h[1-6]|tbody|tr)(?:\s[^<>]*)?>", re.I | re.S
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?>", re.I)
MIN_FRAGMENT_TAGS = 6  # fewer stand in a Markdown text too
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{2,20})", re.I)
_MARKUP_BYTES = re.compile(rb"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", re.I | re.S)
#: What a page calls itself → the encoding that reads it (GB 18030-2022 takes in GB2312 and GBK).
_LABELS = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "big5": "cp950", "big5-hkscs": "big5hkscs", "x-x-big5": "cp950", "utf-8": "utf-8", "utf8": "utf-8",
}  # fmt: skip

_SKIPPED = frozenset(
    ["script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "select", "option", "button", "textarea",
     "input", "head", "title", "meta", "link", "audio", "video", "canvas", "map", "nav", "rp", "rt", "xml", "del", "s", "strike"]
)  # fmt: skip
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
     "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_FURNITURE_NAME = re.compile(
    r"(?<![a-z])(?:nav|menu|foot(?:er)?|crumbs?|breadcrumbs?|sidebar|share|relat(?:ed|e)|recommend"
    r"|copyright|toolbar|comment|hot|rank|friend|"
    r"dqwz|position|location|weizhi|search|banner|login|qrcode|print|fenxiang|bdshare|ewm|xgyd|link)s?(?:[-_ ]|$)",
    re.I,
)
#: What a page says of itself outside of the document; seen at the edges of pages of 30 governments.
_FURNITURE_TEXT = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|技术支持|主办单位[：:].{0,30}(?:政府|办公)|联系我们|网站地图"
    r"|免责声明|浏览器|分辨率|扫一扫|无障碍|您(?:现在)?(?:所在)?的?位置|当前位置"
)
#: Lines inside of the box that are controls of the page; what else may be furniture is told by structure.
_CONTROL_LINE = re.compile(
    r"(?:您?(?:现在|当前)?(?:所在)?的?位置|当前位置)\s*[：:].*|(?:首页|主页)\s*(?:[>＞»/]|-+>).*"
    r"|【?\s*字[体号]\s*[：:]?\s*[\[【]?\s*大.{0,12}小\s*[\]】]*.*"
    r"|(?:分享到|分享至|分享)[：:]?.{0,30}"
    r"|【?\s*(?:打印|关闭|打印本页|关闭窗口|关闭本页|收藏|返回顶部|我要打印"
    r"|纠错)\s*】?(?:\s*【?\s*(?:打印|关闭|关闭窗口|打印本页|收藏)\s*】?)*"
    r"|扫一扫.{0,30}|(?:浏览|阅读|点击)(?:次数|量|数)?\s*[：:]\s*\d*\s*次?|[上下]一[篇条][：:].*|\|+"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\uffef“”‘’…—"
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*[\r\n]+[ \t\r\n\f]*(?=[{_WIDE}])")
_LABEL_MARK = re.compile(r"[\s：:　]+")


class HtmlReader:
    """HTML by its first tags, web archives by their MIME head."""

    name = "html"
    formats = "web pages (HTML), web archives (MHT)"

    def check(self) -> Readiness:
        """Ready with lxml."""
        return check_library(self.name, self.formats, "lxml")

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.9 if is_archive(head) or is_page(head) else 0.0

    def read(self, data: bytes, path: Path) -> SourceText:
        """The page's document, one line a block.

        Raises:
            TooLargeError: when the page is larger than any that a person reads.
            EmptyFileError: when there is no text in it.
            UndecodableError, BinaryFileError: as for text.
        """
        if len(data) > MAX_PAGE_BYTES:
            raise TooLargeError(path, f"the page has more than {MAX_PAGE_BYTES // 1_000_000} MB; save its text alone")
        page = _page_of_archive(data, path) if is_archive(data[:4096]) else data
        decoded, notes = decode_page(page, path)
        builder = TextBuilder(path)
        read_page(decoded.text, builder)
        text, places = builder.build()
        return SourceText(text, decoded.encoding, self.name, digest(data), (*decoded.notes, *notes), places)


def is_page(head: bytes) -> bool:
    """Whether bytes begin as HTML does; a fragment needs more tags than a Markdown text has."""
    text = _rough_text(head)
    if _START.match(text):
        return True
    return bool(_FRAGMENT.match(text)) and len(_TAG.findall(text)) >= MIN_FRAGMENT_TAGS


def is_archive(head: bytes) -> bool:
    """Whether bytes begin as a web archive (MHT) does: the head of a MIME message."""
    top = head.lstrip(b"\xef\xbb\xbf \r\n")[:2000].lower()
    return top.startswith(
        (b"mime-version:", b"from:", b"content-type:", b"subject:", b"snapshot-content-location:")
    ) and (b"multipart/related" in top or b"text/html" in top)


def _rough_text(head: bytes) -> str:
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if head[:2] == b"<\x00":
        return head.decode("utf-16-le", "replace")
    return head.decode("latin-1")


# ---- 1. decode ---------------------------------------------------------------------------------


def decode_page(data: bytes, path: str | Path) -> tuple[Decoded, tuple[str, ...]]:
    """The page's text and notes; what the bytes are goes before what the page calls itself.

    Tags are ASCII in all encodings and say nothing, so the contest is held without them.
    """
    if any(data.startswith(mark) for mark, _ in BOMS) or b"\x00" in data[:200]:
        return decode(data, path), ()
    label = _label_of(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if label in (None, "utf-8") or any(map("\u2010".__lt__, text)) or text.isascii():
            return Decoded(text, "utf-8"), _mislabelled(label, "utf-8") if not text.isascii() else ()
    words = _MARKUP_BYTES.sub(b" ", data)
    guessed, _ = guess_encoding(words)
    if label is not None and (guessed is None or _fits(words, label) >= _fits(words, guessed)) and label != "utf-8":
        # between GB18030 and Big5 short texts are ambiguous: the label decides where both read all
        high = sum(1 for byte in words if byte >= 0x80)
        if guessed is None or guessed == label or high < 40:
            return _decode_as_label(data, label, path), ()
    return decode(data, path) if guessed is None else _decode_as_label(data, guessed, path), _mislabelled(
        label, guessed
    )


def _label_of(data: bytes) -> str | None:
    head = data[:8192]
    match = _META_CHARSET.search(head) or _XML_ENCODING.match(head)
    return _LABELS.get(match[1].decode("ascii").lower()) if match else None


def _mislabelled(label: str | None, real: str | None) -> tuple[str, ...]:
    same = label is None or real is None or label == real or {label, real} == {"cp950", "big5hkscs"}
    return () if same else (f"the page calls itself {label} but its bytes are {real}",)


def _fits(words: bytes, encoding: str) -> float:
    """The share of a text's characters that an encoding can read."""
    text = words[:100_000].decode(encoding, "replace")
    return 1.0 - text.count("\ufffd") / max(1, len(text))


def _decode_as_label(data: bytes, encoding: str, path: str | Path) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    if damaged * 50 > len(text):
        return decode(data, path)
    return Decoded(text, encoding, (f"{damaged} unreadable place(s) in the {encoding} bytes, shown as U+FFFD",))


def _page_of_archive(data: bytes, path: str | Path) -> bytes:
    """The main page inside a web archive, its transfer encoding undone."""
    import email
    import email.policy

    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        start = str(message.get_param("start") or "").strip() if parts else ""
        main = next((part for part in parts if start and part.get("Content-ID", "").strip() == start), None)
        pages = [page for part in ([main] if main else parts) if (page := part.get_payload(decode=True))]
    except (RecursionError, ValueError, TypeError, LookupError, AttributeError) as err:
        raise DamagedFileError(path, "the web archive (MHT) is damaged; save the page again") from err
    if not pages:
        raise DamagedFileError(path, "there is no page in this web archive (MHT); save it again as HTML")
    # frames: the longest page is the one with the text
    return bytes(max(pages, key=len) if main is None else pages[0])


# ---- 2. parse ----------------------------------------------------------------------------------


def read_page(text: str, builder: TextBuilder) -> None:
    """Write the document of a page into ``builder``."""
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, recover=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    try:
        parser.feed(text)
        root = parser.close()
    except (etree.XMLSyntaxError, etree.ParserError, ValueError, AssertionError) as err:
        raise DamagedFileError(builder.path, "there is no page in this file that can be read; save it again") from err
    if root is None:
        raise DamagedFileError(builder.path, "there is no page in this file that can be read; save it again")
    page = _Page(root, builder)
    page.write()


class _Page:
    """One parsed page: which elements are kept, and the walk over them."""

    def __init__(self, root: Any, builder: TextBuilder) -> None:
        self.root = root
        self.builder = builder
        bodies = [child for child in root if child.tag == "body"]
        self.body = bodies[0] if len(bodies) == 1 else root
        self.prose: dict[Any, int] = {}  # element → characters outside of links
        self.linked: dict[Any, int] = {}  # element → characters inside of links
        self.dropped: set[Any] = set()
        self.data_tables: set[Any] = set()

    def write(self) -> None:
        self._weigh()
        box = self._find_box()
        title = self._title()
        parts = list(self._kept_parts(box))
        lines: list[_Line] = []
        for part in parts:
            lines.extend(self._walk(part))
        lines = _join_card(lines)
        self._write_lines(lines, title)

    # ---- 3. box -----------------------------------------------------------------------------

    def _weigh(self) -> None:
        """Count the characters of each element, from the leaves up; without recursion."""
        from lxml import etree

        depth = 0
        link_depth = 0
        skip_depth = 0
        for event, element in etree.iterwalk(self.body, events=("start", "end")):
            tag = element.tag
            if event == "start":
                depth += 1
                if depth > MAX_DEPTH:
                    raise DamagedFileError(
                        self.builder.path,
                        "its tags are nested deeper than in any real page; save the page again, or its text alone",
                    )
                if skip_depth or tag in _SKIPPED or self._is_hidden(element):
                    skip_depth += 1
                if tag == "a":
                    link_depth += 1
                continue
            prose = linked = 0
            if not skip_depth:
                if link_depth:
                    linked = _count(element.text)
                else:
                    prose = _count(element.text)
                for child in element:
                    prose += self.prose.get(child, 0)
                    linked += self.linked.get(child, 0)
                    if link_depth:
                        linked += _count(child.tail)
                    else:
                        prose += _count(child.tail)
                if self._is_furniture(element, prose, linked):
                    self.dropped.add(element)
                    prose = linked = 0
                elif tag == "table" and self._is_data_table(element):
                    self.data_tables.add(element)
            else:
                skip_depth -= 1
                self.dropped.add(element)
            self.prose[element], self.linked[element] = prose, linked
            if tag == "a":
                link_depth -= 1
            depth -= 1

    def _is_hidden(self, element: Any) -> bool:
        style = element.get("style")
        return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))

    def _is_furniture(self, element: Any, prose: int, linked: int) -> bool:
        if element.tag not in _BLOCKS or element.tag in ("body", "html", "td", "tr", "tbody", "table"):
            return False
        total = prose + linked
        if total == 0:
            return False
        named = element.tag in ("footer", "aside") or any(
            _FURNITURE_NAME.search(name) for key in ("class", "id") if (name := element.get(key))
        )
        if named and prose < 200 and not _card_labels_in(element):
            return linked >= prose or element.tag in ("footer", "aside") or prose < 60
        # a list of links to other pages; annexes of the document are few and named so
        return (
            element.tag in ("ul", "ol", "dl", "div")
            and linked > 9 * prose
            and (linked > 40 or sum(1 for _ in element.iter("a")) >= 2)
            and not _names_annex(element)
        )

    def _is_data_table(self, table: Any) -> bool:
        """Whether a table holds data, or only lays out the page."""
        if (table.get("role") or "").lower() in ("presentation", "none"):
            return False
        widest = 0
        for row in _own_rows(table):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            widest = max(widest, sum(1 for cell in cells if self.prose.get(cell, 0) + self.linked.get(cell, 0)))
            for cell in cells:
                if self.prose.get(cell, 0) > MAX_LAYOUT_CELL_CHARS:
                    return False
        if widest < 2:
            return False
        inner = next((t for t in table.iter("table") if t is not table), None)
        return inner is None or not any(
            t in self.data_tables or self.prose.get(t, 0) > 200 for t in table.iter("table") if t is not table
        )

    def _find_box(self) -> Any:
        box = self.body
        while True:
            total = self.prose.get(box, 0)
            if box in self.data_tables or total == 0:
                return box.getparent() if box in self.data_tables and box is not self.body else box
            heavy = max(box, key=lambda child: self.prose.get(child, 0), default=None)
            if heavy is None or self.prose.get(heavy, 0) < BOX_SHARE * total:
                return box
            if heavy.tag not in _BLOCKS or heavy.tag in ("p", "li", "pre", "h1", "h2", "h3"):
                return box
            box = heavy

    # ---- 4. keep ----------------------------------------------------------------------------

    def _kept_parts(self, box: Any) -> Iterator[Any]:
        """The box, and what outside of it belongs to the document, in the order of the page."""
        chain = {box}
        at = box
        while at is not self.body and at is not None:
            at = at.getparent()
            chain.add(at)
        pending = [self.body]
        while pending:
            element = pending.pop()
            if element is box:
                yield element
            elif element in chain:
                pending.extend(reversed(element))
            elif element not in self.dropped and isinstance(element.tag, str) and self._belongs(element):
                yield element

    def _belongs(self, element: Any) -> bool:
        prose, linked = self.prose.get(element, 0), self.linked.get(element, 0)
        if prose == 0:
            return False
        if (
            any(6 <= self.prose.get(heading, 0) <= 120 for heading in element.iter("h1", "h2"))
            and linked <= prose <= 300
        ):
            return True
        if _card_labels_in(element) >= 2:
            return True
        if any(table in self.data_tables for table in element.iter("table")):
            return linked <= prose
        if prose < MIN_KEPT_CHARS or linked > MAX_LINK_SHARE * (prose + linked):
            return element.tag != "h3" and _looks_like_title(element) and linked == 0
        text = _plain(element, 4000)
        if len(text) < 400 and _FURNITURE_TEXT.search(text):
            return False
        return "。" in text or "；" in text or _looks_like_title(element)

    def _title(self) -> str | None:
        """The title as the page's metadata have it (政府网站发展指引: ``ArticleTitle``)."""
        for meta in self.root.iter("meta"):
            if (meta.get("name") or "").lower() in ("articletitle", "article.title") and meta.get("content"):
                return _clean_text(meta.get("content"))
        return None

    # ---- 5. walk ----------------------------------------------------------------------------

    def _walk(self, top: Any) -> Iterator[_Line]:
        """The lines of an element: its blocks, and its tables as tables; without recursion."""
        buffer: list[str] = []
        numbers: dict[Any, int] = {}  # ordered list → the next item's number
        pending: list[tuple[str, Any]] = [("open", top)]
        while pending:
            action, element = pending.pop()
            if action == "text":
                buffer.append(element)
                continue
            if action == "break":
                yield from _flush(buffer)
                continue
            if element in self.dropped or not isinstance(element.tag, str):
                pass
            elif element in self.data_tables:
                yield from _flush(buffer)
                yield _Line(table=element)
            elif element.tag == "br":
                yield from _flush(buffer)
            elif element.tag == "img":
                pass
            else:
                block = element.tag in _BLOCKS
                if block:
                    yield from _flush(buffer)
                    pending.append(("break", None))
                for child in reversed(element):
                    if child.tail:
                        pending.append(("text", child.tail))
                    pending.append(("open", child))
                if element.text:
                    pending.append(("text", element.text))
                if element.tag == "li" and (number := _item_number(element, numbers)):
                    pending.append(("text", number))
        yield from _flush(buffer)

    def _write_lines(self, lines: list[_Line], title: str | None) -> None:
        texts = [line.text for line in lines[:60]]
        if title and not any(_bare(title) in _bare(a + b) for a, b in zip(texts, [*texts[1:], ""], strict=True)):
            self.builder.line(title)
        for line in lines:
            if line.table is None:
                if not _CONTROL_LINE.fullmatch(line.text):
                    self.builder.line(line.text)
                continue
            caption = next((child for child in line.table if child.tag == "caption"), None)
            if caption is not None:
                self.builder.line(self._cell_text(caption))
            self.builder.table(self._cells(line.table))

    def _cells(self, table: Any) -> list[list[Cell]]:
        rows = []
        trs = list(_own_rows(table))
        for index, row in enumerate(trs):
            if row in self.dropped:
                continue
            cells = []
            for cell in row:
                if cell.tag not in ("td", "th") or cell in self.dropped:
                    continue
                down = _span(cell.get("rowspan"), len(trs) - index)
                cells.append(Cell(self._cell_text(cell), down, _span(cell.get("colspan"), MAX_SPAN)))
            rows.append(cells)
        return rows

    def _cell_text(self, cell: Any) -> str:
        lines: list[str] = []
        for line in self._walk(cell):
            if line.table is not None:  # a table in a cell is read along, its cells one after the other
                lines.extend(" ".join(slot.text for slot in row if slot.text) for row in self._cells(line.table))
            else:
                lines.append(line.text)
        return "\n".join(lines)


class _Line:
    """A line of the page, or a table that stands between two lines."""

    __slots__ = ("table", "text")

    def __init__(self, text: str = "", table: Any = None) -> None:
        self.text = text
        self.table = table


def _flush(buffer: list[str]) -> Iterator[_Line]:
    if buffer:
        text = _clean_text("".join(buffer))
        buffer.clear()
        if text:
            yield _Line(text)


def _clean_text(text: str) -> str:
    """Inline text as a browser shows it: white space folded, none where the page's source only wraps a line."""
    return _SPACE.sub(" ", _WIDE_BREAK.sub("", text)).strip(" \u00a0\u3000\u2002\u2003\u200b\ufeff")


def _count(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _bare(text: str) -> str:
    return "".join(text.split())


def _plain(element: Any, limit: int) -> str:
    parts, size = [], 0
    for piece in element.itertext():
        parts.append(piece)
        size += len(piece)
        if size > limit:
            break
    return "".join("".join(parts).split())


def _card_labels() -> frozenset[str]:
    return frozenset(label for label in load_toml("structure.toml")["furniture"]["card"] if len(label) >= 2)


def _card_labels_in(element: Any) -> int:
    """How many labels of an index card stand in a small element."""
    text = _plain(element, 1500)
    if len(text) > 1200:
        return 0
    return sum(1 for label in _card_labels() if re.search(rf"{label}[：:】\]]", text) or text == label)


def _names_annex(element: Any) -> bool:
    return "附件" in _plain(element, 400)


def _looks_like_title(element: Any) -> bool:
    """A short block whose class or size says that it is the title."""
    names = " ".join(filter(None, (element.get("class"), element.get("id"))))
    text = _plain(element, 200)
    return (
        6 <= len(text) <= 120
        and bool(re.search(r"title|biaoti|bt(?:$|[-_ ])", names, re.I))
        and not re.search(r"首页|位置", text)
    )


def _own_rows(table: Any) -> Iterator[Any]:
    """The rows of a table, not those of tables in its cells."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child:
                if row.tag == "tr":
                    yield row


def _span(value: str | None, limit: int) -> int:
    match = re.match(r"\s*(\d{1,6})", value or "")
    number = int(match[1]) if match else 1
    return limit if number == 0 else min(number, limit)


def _item_number(item: Any, numbers: dict[Any, int]) -> str | None:
    """The number that a browser puts before an item of an ordered list: ``1.``"""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return None
    number = numbers.get(parent, _whole(parent.get("start"), 1))
    number = _whole(item.get("value"), number)
    numbers[parent] = number + 1
    style = (parent.get("style") or "") + (item.get("style") or "")
    text = _plain(item, 20)
    if re.search(r"list-style(?:-type)?\s*:\s*none", style) or re.match(r"[\d①-⑳（(一二三四五六七八九十]", text):
        return None
    return f"{number}."


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value.strip()) else otherwise


def _join_card(lines: list[_Line]) -> list[_Line]:
    """The index card as lines ``发文字号：济政发〔2023〕5号``, whatever the page made of it.

    Pages have it as a table of labels and values, as a list, or as one block a label and one a value.
    """
    out: list[_Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        pairs = _card_of_table(line.table) if line.table is not None else None
        if pairs:
            out.extend(_Line(f"{label}：{value}") for label, value in pairs)
        elif line.table is None and index < 60 and (label := _card_label(line.text)):
            following = lines[index + 1] if index + 1 < len(lines) else None
            if (
                following is not None
                and following.table is None
                and len(following.text) <= 120
                and not _card_label(following.text)
                and not re.match(rf"(?:{'|'.join(_card_labels())})[：:]", following.text)
            ):
                out.append(_Line(f"{label}：{following.text}"))
                index += 1
        else:
            out.append(line)
        index += 1
    return out


def _card_label(text: str) -> str | None:
    """The label that is all of a cell or line: ``发 文 字 号：`` → ``发文字号``."""
    bare = _LABEL_MARK.sub("", text).strip("[]【】")
    return (
        bare if bare in _card_labels() and (text.rstrip().endswith(("：", ":", "】", "]")) or len(bare) > 2) else None
    )


def _card_of_table(table: Any) -> list[tuple[str, str]] | None:
    """Labels and values of a table that is an index card; None for any other table."""
    pairs: list[tuple[str, str]] = []
    for row in _own_rows(table):
        cells = [_clean_text(join_lines("".join(cell.itertext()))) for cell in row if cell.tag in ("td", "th")]
        index = 0
        while index < len(cells):
            label = _card_label(cells[index])
            inline = re.match(r"(.{2,8}?)[：:]\s*(.+)", cells[index])
            if label and index + 1 < len(cells) and not _card_label(cells[index + 1]):
                if cells[index + 1]:
                    pairs.append((label, cells[index + 1]))
                index += 2
                continue
            if inline and (name := _card_label(inline[1] + "：")):
                pairs.append((name, inline[2]))
            index += 1
    rows = sum(1 for _ in _own_rows(table))
    return pairs if len(pairs) >= 2 and len(pairs) * 2 >= rows else None


__all__ = ["HtmlReader", "decode_page", "is_archive", "is_page", "read_page"]
