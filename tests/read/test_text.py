from __future__ import annotations

import hashlib
import io
import time
import zipfile
from pathlib import Path

import pytest

from policytext.errors import (
    BinaryFileError,
    EmptyFileError,
    ReadError,
    UndecodableError,
    UnsupportedFormatError,
)
from policytext.read import (
    SourceText,
    read_bytes,
    read_source,
    register_reader,
    registered_readers,
    registry,
)


def make_zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def test_read_source_gives_text_encoding_and_digest(write) -> None:
    path = write("计划.md", "# 计划\r\n\r\n1. 完成任务\r\n", "gb18030")
    source = read_source(path)
    assert source.text == "# 计划\r\n\r\n1. 完成任务\r\n"
    assert source.encoding == "gb18030"
    assert source.format == "text"
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff".encode(), "\u3000\u3000\u200b\n".encode()])
def test_read_refuses_files_without_text(data: bytes) -> None:
    with pytest.raises(EmptyFileError, match=r"empty\.txt"):
        read_bytes(data, "empty.txt")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (make_zip("ppt/presentation.xml"), "PowerPoint"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, r"\.doc"),
    ],
)
def test_read_refuses_other_document_formats_by_name(data: bytes, name: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=name):
        read_bytes(data, "file")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Founder CEB 3.1\x00\x01", "a.bin"),
        (b"CAJ\x00" + b"\x01" * 40, "a.pdf"),
        (b"HN\x00\x00" + b"\x01" * 40, "a.caj"),
        (b"KDH 2.00\x00\x00", "a.kdh"),
        (b"\x01\x00SEP" + b"\x00" * 40, "公文.sep"),
    ],
)
def test_read_refuses_formats_of_one_maker_with_a_way_out(data: bytes, name: str) -> None:
    with pytest.raises(UnsupportedFormatError, match="print it as PDF"):
        read_bytes(data, name)


def test_a_text_with_the_name_of_such_a_format_is_read() -> None:
    assert read_bytes("完成任务。".encode(), "a.sep").text == "完成任务。"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 30,
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        make_zip("a.txt"),
        b"\x7fELF\x02\x01\x01" + b"\x00" * 60,
        b"PK\x03\x04 cut off",
        bytes(range(256)) * 8,
    ],
)
def test_read_refuses_binary_files(data: bytes) -> None:
    with pytest.raises(BinaryFileError):
        read_bytes(data, "file.bin")


@pytest.mark.parametrize("text", ["BM是一种算法", "MZ型设备", "ID3标签", "PAR1", "%PD", "GIF", "<htm"])
def test_read_takes_text_that_begins_like_a_binary_file(text: str) -> None:
    assert read_bytes(text.encode(), "a.txt").text == text


def test_read_source_of_a_missing_file_names_it() -> None:
    with pytest.raises(ReadError, match=r"nowhere\.txt: there is no such file"):
        read_source("nowhere.txt")


def test_read_source_of_a_folder_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        read_source(tmp_path)


def test_read_source_without_permission_is_a_read_error(write, monkeypatch) -> None:
    def refuse(self: Path) -> bytes:  # root may read everything, so the refusal is played
        raise PermissionError(13, "Permission denied")

    path = write("a.txt", "文本")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ReadError, match="permission denied"):
        read_source(path)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_read_takes_five_million_characters_on_one_line(encoding: str) -> None:
    text = "各区县要落实责任，" * 555_556
    data = text.encode(encoding)
    start = time.process_time()
    assert read_bytes(data, "huge.txt").text == text
    assert time.process_time() - start < 5


def test_undecodable_error_names_the_remedy() -> None:
    with pytest.raises(UndecodableError, match="UTF-8"):
        read_bytes("Поручить министерству до конца года".encode("koi8-r"), "a.txt")


class _Shouting:
    name = "shouting"

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.9 if head.startswith(b"!!") else 0.0

    def read(self, data: bytes, path: Path) -> SourceText:
        return SourceText(data.decode().upper(), None, self.name, registry.digest(data))


def test_a_format_joins_by_registering(monkeypatch) -> None:
    monkeypatch.setattr(registry, "_READERS", list(registered_readers()))
    register_reader(_Shouting())
    assert read_bytes(b"!!loud", "a").text == "!!LOUD"
    assert read_bytes(b"quiet", "a").format == "text"
