"""Records → ``report.html``, one self-contained page to read, filter and compare them in."""

from policytext.export.report.page import write_report

__all__ = ["write_report"]
