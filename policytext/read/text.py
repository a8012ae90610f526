"""Plain text and Markdown, in the encodings that Chinese files have."""

from __future__ import annotations

from pathlib import Path

from policytext.errors import EmptyFileError
from policytext.read.encoding import decode
from policytext.read.registry import SourceText, digest

#: Invisible characters that ``str.strip`` leaves: a file of these alone holds no text.
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"


class TextReader:
    """Takes everything that no other reader claims; binary data is found while decoding."""

    name = "text"
    formats = "text and Markdown in UTF-8, GB 18030, Big5, UTF-16"
    guarded = False

    def sniff(self, head: bytes, path: Path) -> float:
        return 0.5

    def read(self, data: bytes, path: Path) -> SourceText:
        """The text with its newlines as they are (``\\r\\n`` stays two characters).

        Raises:
            BinaryFileError, UndecodableError: as :func:`policytext.read.encoding.decode`.
            EmptyFileError: when there is nothing but white space.
        """
        decoded = decode(data, path)
        if not decoded.text.strip().strip(_INVISIBLE).strip():
            raise EmptyFileError(path, "the file holds nothing but white space")
        return SourceText(decoded.text, decoded.encoding, self.name, digest(data), decoded.notes)
