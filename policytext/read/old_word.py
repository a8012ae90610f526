"""Old Word documents (.doc, WPS's .wps) and RTF, through programs outside of Python.

LibreOffice turns them into DOCX, which :mod:`policytext.read.word` reads with tables and numbers. Where
it is missing antiword or catdoc give the text alone. None of them is needed for anything else.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from policytext.errors import (
    DamagedFileError,
    EncryptedFileError,
    MissingToolError,
    ReadError,
    TooLargeError,
)
from policytext.read.layout import Cell, TextBuilder
from policytext.read.readiness import Readiness
from policytext.read.registry import OLE_MAGIC, SourceText, digest, head_of
from policytext.read.word import WordReader

#: LibreOffice takes 3 to 8 seconds to start with a new profile, and 20 for a document of 300 pages.
CONVERT_SECONDS = 120
TEXT_SECONDS = 30
MAX_OUTPUT_BYTES = 200_000_000
#: Names under which LibreOffice is found; on Windows and macOS it is not on the path.
OFFICE_NAMES = ("soffice", "libreoffice")
OFFICE_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
HOW_TO_GET = "install LibreOffice (apt install libreoffice-writer, brew install --cask libreoffice, or libreoffice.org)"
#: No macro runs, and no link inside of a document is followed.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class OldWordReader:
    """.doc and .wps by the streams of the compound file, RTF by its first word."""

    name = "doc"
    formats = "Word 97 to 2003 (.doc), WPS (.wps), RTF"

    def sniff(self, head: bytes, path: Path) -> float:
        if head.startswith(b"{\\rtf"):
            return 0.9
        if not head.startswith(OLE_MAGIC):
            return 0.0
        names = head.splitlines()[-6:]
        return 0.9 if {b"WordDocument", b"WpsDocument", b"EncryptedPackage"} & set(names) else 0.0

    def check(self) -> Readiness:
        """Ready with LibreOffice; the others give the text without tables."""
        if office := find_office():
            return Readiness(reader=self.name, formats=self.formats, ready=True, by=f"LibreOffice ({office})")
        for tool in ("antiword", "catdoc"):
            if shutil.which(tool):
                return Readiness(
                    reader=self.name, formats="Word 97 to 2003 (.doc), text without automatic numbers", ready=True, by=tool,
                    remedy=f"for tables, numbers and RTF {HOW_TO_GET}",
                )  # fmt: skip
        return Readiness(reader=self.name, formats=self.formats, ready=False, by="LibreOffice", remedy=HOW_TO_GET)

    def read(self, data: bytes, path: Path) -> SourceText:
        """The document's text, by the best program that is there.

        Raises:
            MissingToolError: when none is installed.
            EncryptedFileError: when the document has a password.
            DamagedFileError: when the program finds nothing to read in it, or does not come to an end.
        """
        is_rtf = data.startswith(b"{\\rtf")
        if b"EncryptedPackage" in head_of(data).splitlines()[-6:]:
            raise EncryptedFileError(path, "this Office document has a password; save it without one")
        if office := find_office():
            return self._by_office(office, data, path, ".rtf" if is_rtf else ".doc")
        for tool, arguments in (("antiword", ["-m", "UTF-8.txt", "-w", "0"]), ("catdoc", ["-d", "utf-8", "-w"])):
            program = shutil.which(tool)
            if program and not (is_rtf and tool == "antiword"):
                return self._by_text_tool(tool, [program, *arguments], data, path)
        kind = "an RTF document" if is_rtf else "an old Word or WPS document (.doc, .wps)"
        raise MissingToolError(path, f"this is {kind}; to read it {HOW_TO_GET}, or save it as .docx")

    def _by_office(self, office: str, data: bytes, path: Path, suffix: str) -> SourceText:
        with tempfile.TemporaryDirectory(prefix="policytext-") as name:
            folder = Path(name)
            profile = folder / "profile"  # one of its own: two runs with one profile block each other
            (profile / "user").mkdir(parents=True)
            (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
            source = folder / f"document{suffix}"
            source.write_bytes(data)
            out = folder / "out"
            out.mkdir()
            command = [
                office, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", f"-env:UserInstallation={profile.as_uri()}",
                "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source),
            ]  # fmt: skip
            _run(command, folder, CONVERT_SECONDS, "LibreOffice", path)
            made = out / "document.docx"
            if not made.is_file():
                raise DamagedFileError(
                    path,
                    "LibreOffice cannot read this document: it is damaged or has a password; open it and save it as .docx",
                )
            if made.stat().st_size > MAX_OUTPUT_BYTES:
                raise TooLargeError(
                    path, "this document becomes larger than any real one when it is converted; save its text alone"
                )
            converted = made.read_bytes()
        read = WordReader().read(converted, path)
        return replace(read, format=self.name, sha256=digest(data), notes=(*read.notes, "converted by LibreOffice"))

    def _by_text_tool(self, tool: str, command: list[str], data: bytes, path: Path) -> SourceText:
        with tempfile.TemporaryDirectory(prefix="policytext-") as name:
            source = Path(name) / "document.doc"
            source.write_bytes(data)
            output = _run([*command, str(source)], Path(name), TEXT_SECONDS, tool, path)
        builder = TextBuilder(path)
        _write_text(output.decode("utf-8", "replace"), builder)
        try:
            text, places = builder.build()
        except ReadError as err:
            raise DamagedFileError(
                path, f"{tool} finds no text in this document; {HOW_TO_GET}, or save it as .docx"
            ) from err
        return SourceText(
            text,
            None,
            self.name,
            digest(data),
            (f"read by {tool}: automatic numbers and merged cells are lost",),
            places,
        )


def find_office() -> str | None:
    """Where LibreOffice is; None where it is not."""
    return next((found for name in (*OFFICE_NAMES, *OFFICE_PLACES) if (found := shutil.which(name))), None)


def _run(command: list[str], folder: Path, seconds: int, program: str, path: Path) -> bytes:
    """A program's output; it is stopped, with all that it started, when it takes too long."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if key in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "ANTIWORDHOME")
    }
    # what a document links to is not fetched: every proxy leads nowhere
    environment |= {
        "HOME": str(folder),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    output = folder / "output"
    try:
        with open(output, "wb") as stream:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=environment,
                start_new_session=os.name == "posix",
            )
            try:
                process.wait(timeout=seconds)
            except subprocess.TimeoutExpired as err:
                raise DamagedFileError(
                    path, f"{program} did not finish within {seconds} seconds; open the document and save it as .docx"
                ) from err
            finally:
                _stop(process)
    except OSError as err:
        raise MissingToolError(
            path, f"{program} is installed but does not start ({err.strerror or err}); {HOW_TO_GET}"
        ) from err
    with open(output, "rb") as stream:
        return stream.read(MAX_OUTPUT_BYTES)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End what is left of a program and of its children."""
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass  # all have ended by themselves
    process.wait()


_TABLE_ROW = re.compile(r"\|.*\|")


def _write_text(text: str, builder: TextBuilder) -> None:
    """Lines, and what antiword draws as a table (``|建站 |市民政局 |``) as one."""
    rows: list[list[Cell]] = []
    for line in [*text.splitlines(), ""]:
        if _TABLE_ROW.fullmatch(line.strip()) and line.count("|") >= 3:
            rows.append([Cell(cell.strip()) for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            builder.table(rows)
            rows = []
        builder.line(line)


__all__ = ["OldWordReader", "find_office"]
