"""What a caller may want to catch.

Every error says what happened, where, and what to do; the facts are attributes too.
"""

from __future__ import annotations

from pathlib import Path


class PolicyTextError(Exception):
    """The root of all errors that policytext raises on purpose."""


class ReadError(PolicyTextError):
    """A file that could not be read; the run goes on without it.

    Attributes:
        path: the file, as it was given.
        reason: what is wrong with it and what to do, one sentence.
    """

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class EmptyFileError(ReadError):
    """A file without any text."""


class UndecodableError(ReadError):
    """Bytes that are text in no encoding we know."""


class BinaryFileError(ReadError):
    """A file that is no text (an image, an archive, a program)."""


class UnsupportedFormatError(ReadError):
    """A document format that no installed reader can read."""


class DamagedFileError(ReadError):
    """A file of a known format that is cut off, broken or made to do harm."""


class EncryptedFileError(ReadError):
    """A file that opens with a password only."""


class TooLargeError(ReadError):
    """A file that would take more memory than a document ever needs (a zip bomb, a giant table)."""


class MissingToolError(ReadError):
    """A format that an outside program reads which is not installed; the reason says how to get it."""


class LimitError(ReadError):
    """A file that took more time or memory than it may, or broke the process that read it."""


class ManifestError(PolicyTextError):
    """A manifest with faults; all of them are told together.

    Attributes:
        path: the manifest.
        faults: ``(line, what is wrong)`` of each fault, header line = 1.
    """

    def __init__(self, path: str | Path, faults: list[tuple[int, str]]) -> None:
        lines = "\n".join(f"  line {line}: {what}" for line, what in faults)
        super().__init__(f"manifest {path} cannot be used:\n{lines}")
        self.path = str(path)
        self.faults = faults


class LexiconError(PolicyTextError):
    """A lexicon file of the package with a wrong line."""

    def __init__(self, path: str | Path, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}")
        self.path = str(path)
        self.line = line
        self.reason = reason


class ConfigError(PolicyTextError):
    """A setting that does not exist or has an impossible value."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key = key
        self.reason = reason


class OutputError(PolicyTextError):
    """An output folder that cannot be used (holds another run, cannot be written)."""

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class ModelError(PolicyTextError):
    """A sentence encoder that cannot be loaded."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"model {name}: {reason}")
        self.name = name
        self.reason = reason
