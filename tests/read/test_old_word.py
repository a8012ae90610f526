"""Old Word documents, with scripts in the place of the programs that read them."""

from __future__ import annotations

import os
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from policytext.errors import DamagedFileError, EncryptedFileError, MissingToolError
from policytext.read import check_readers, old_word, read_bytes
from policytext.read.registry import OLE_MAGIC
from tests.read.packages import make_docx, p, table, tc

DOC = OLE_MAGIC + b"\x00" * 504 + "WordDocument".encode("utf-16-le") + b"\x00" * 600
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are scripts with a #! line")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """``install("soffice", code)`` puts a program on a path that holds no other."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(old_word, "OFFICE_PLACES", ())

    def write(name: str, code: str) -> None:
        program = folder / name
        program.write_text(
            f"#!{sys.executable}\nimport os, pathlib, sys, time\n{textwrap.dedent(code)}", encoding="utf-8"
        )
        program.chmod(0o755)

    return write


OFFICE = """
    out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
    source = pathlib.Path(sys.argv[-1])
    assert any(a.startswith("-env:UserInstallation=file:///") for a in sys.argv) and source.is_file()
    assert os.environ["https_proxy"].endswith(":9")
    out.joinpath("document.docx").write_bytes(pathlib.Path({made!r}).read_bytes())
"""


def test_libreoffice_makes_a_docx_that_is_read(install, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(make_docx(p("云岚市方案") + table(tc("任务") + tc("单位"), tc("建站") + tc("市民政局"))))
    install("soffice", OFFICE.format(made=str(made)))
    source = read_bytes(DOC, "计划.wps")
    assert source.text.splitlines() == ["云岚市方案", "任务\t单位", "建站\t市民政局"]
    assert (source.format, source.notes) == ("doc", ("converted by LibreOffice",))
    assert source.sha256 == old_word.digest(DOC)


def test_rtf_goes_the_same_way(install, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(make_docx(p("云岚市方案")))
    install("libreoffice", OFFICE.format(made=str(made)))
    assert read_bytes(b"{\\rtf1\\ansi text}", "a.doc").text == "云岚市方案\n"


def test_libreoffice_that_makes_nothing_is_told(install) -> None:
    install("soffice", "sys.exit(0)")
    with pytest.raises(DamagedFileError, match="LibreOffice cannot read"):
        read_bytes(DOC, "a.doc")


def test_libreoffice_that_makes_nonsense_is_told(install, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(b"nonsense")
    install("soffice", OFFICE.format(made=str(made)))
    with pytest.raises(DamagedFileError):
        read_bytes(DOC, "a.doc")


def test_a_program_that_hangs_is_stopped_with_its_children(
    install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_word, "CONVERT_SECONDS", 1)
    mark = tmp_path / "child"
    install(
        "soffice", f"if os.fork() == 0:\n    pathlib.Path({str(mark)!r}).write_text(str(os.getpid()))\ntime.sleep(60)"
    )
    start = time.monotonic()
    with pytest.raises(DamagedFileError, match="did not finish within 1 seconds"):
        read_bytes(DOC, "a.doc")
    assert time.monotonic() - start < 10
    child = Path(f"/proc/{mark.read_text()}/status")
    deadline = time.monotonic() + 5
    while child.exists() and "Z" not in child.read_text().split("State:")[1][:4] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not child.exists() or "Z" in child.read_text().split("State:")[1][:4]


def test_antiword_gives_text_and_its_drawn_tables(install) -> None:
    install("antiword", "sys.stdout.buffer.write('云岚市方案\\n\\n|任务 |单位 |\\n|建站 |市民政局 |\\n完\\n'.encode())")
    source = read_bytes(DOC, "a.doc")
    assert source.text.splitlines() == ["云岚市方案", "任务\t单位", "建站\t市民政局", "完"]
    assert "antiword" in source.notes[0]


def test_a_program_that_does_not_start_is_told(install, tmp_path: Path) -> None:
    install("soffice", "")
    (tmp_path / "bin" / "soffice").write_text("#!/nowhere/python\n", encoding="utf-8")
    with pytest.raises(MissingToolError, match="does not start"):
        read_bytes(DOC, "a.doc")


@pytest.mark.parametrize("data", [DOC, b"{\\rtf1 x}"])
def test_without_a_program_the_message_says_what_to_install(install, data: bytes) -> None:
    with pytest.raises(MissingToolError, match="LibreOffice"):
        read_bytes(data, "a.doc")


def test_a_document_with_a_password_says_so(install) -> None:
    data = OLE_MAGIC + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    with pytest.raises(EncryptedFileError, match="password"):
        read_bytes(data, "a.docx")


def test_the_doctor_tells_what_is_missing_and_how_to_get_it(install) -> None:
    state = {entry.reader: entry for entry in check_readers()}
    assert not state["doc"].ready
    assert "LibreOffice" in state["doc"].remedy
    assert all(state[name].ready for name in ("text", "html", "word", "xlsx", "xls", "csv"))
    install("antiword", "")
    state = {entry.reader: entry for entry in check_readers()}
    assert state["doc"].ready
    assert state["doc"].remedy
    install("soffice", "")
    assert {entry.reader: entry for entry in check_readers()}["doc"].remedy == ""
