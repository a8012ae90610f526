"""The command line: arguments in, exit code out; the work is done in :mod:`policytext.jobs`.

Nothing heavy is imported here: each command imports what it needs when it runs.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policytext.errors import ConfigError, ManifestError, OutputError, PolicyTextError
from policytext.limits import DEFAULT_MEGABYTES, DEFAULT_SECONDS
from policytext.version import __version__

if TYPE_CHECKING:
    from policytext.shard import Counts

EXIT_OK = 0
EXIT_FAILED = 1  # nothing could be done
EXIT_USAGE = 2  # unusable arguments
EXIT_PARTLY = 3  # some inputs could not be read, all others are done
EXIT_INTERRUPTED = 130

EXIT_CODES = """\
exit codes:
  0  every input was read
  1  nothing could be done
  2  unusable arguments
  3  some inputs could not be read (see errors.jsonl); all others are done
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    _use_utf8()
    try:
        args = build_parser().parse_args(argv)
    except SystemExit as err:  # argparse: 0 after --help, 2 after a mistake
        return int(err.code or 0)
    _log_to_stderr(args.verbose)
    command: Callable[[argparse.Namespace], int] = args.command
    try:
        return command(args)
    except (ConfigError, ManifestError) as err:
        return _fail(err, EXIT_USAGE)
    except OutputError as err:
        # a disk that is full or read-only is no mistake in the arguments
        return _fail(err, EXIT_FAILED if isinstance(err.__cause__, OSError) else EXIT_USAGE)
    except PolicyTextError as err:
        return _fail(err, EXIT_FAILED)
    except KeyboardInterrupt:
        print("interrupted; the step under way has left nothing half-written", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (the reader of our output has gone)
        return EXIT_OK


def run(args: argparse.Namespace) -> int:
    """``policytext run``."""
    from policytext import jobs

    with _Progress() as progress:
        counts = jobs.run(
            args.inputs,
            args.output,
            manifest=args.manifest,
            workers=args.workers,
            overwrite=args.overwrite,
            file_seconds=args.file_seconds,
            file_megabytes=args.file_megabytes,
            model=args.model,
            min_confidence=args.min_confidence,
            progress=progress,
        )
    return _conclude(counts, args.output)


def extract(args: argparse.Namespace) -> int:
    """``policytext extract``."""
    from policytext import jobs

    with _Progress() as progress:
        counts = jobs.extract(
            args.inputs,
            args.output,
            manifest=args.manifest,
            workers=args.workers,
            overwrite=args.overwrite,
            file_seconds=args.file_seconds,
            file_megabytes=args.file_megabytes,
            progress=progress,
        )
    return _conclude(counts, args.output)


def align(args: argparse.Namespace) -> int:
    """``policytext align``."""
    from policytext import jobs

    with _Progress() as progress:
        counts = jobs.align(args.directory, model=args.model, min_confidence=args.min_confidence, progress=progress)
    print(f"{counts.links} links, {counts.themes} themes, {counts.comparisons} comparisons in {args.directory}")
    return EXIT_OK


def report(args: argparse.Namespace) -> int:
    """``policytext report``."""
    from policytext import jobs

    print(f"report: {jobs.report(args.directory)}")
    return EXIT_OK


def export(args: argparse.Namespace) -> int:
    """``policytext export``."""
    from policytext import jobs

    for path in jobs.export(args.directory, args.format):
        print(path)
    return EXIT_OK


def evaluate(args: argparse.Namespace) -> int:
    """``policytext evaluate``."""
    from policytext.evaluate import evaluate as compare
    from policytext.evaluate import render_evaluation

    documents = args.docs.split(",") if args.docs else None
    evaluation = compare(args.gold, args.directory, documents=documents)
    if args.json:
        import json

        print(json.dumps(evaluation.to_dict(), ensure_ascii=False))
    else:
        print(render_evaluation(evaluation, max_differences=args.errors))
    return EXIT_FAILED if evaluation.found_nothing else EXIT_OK


def schema(args: argparse.Namespace) -> int:
    """``policytext schema``."""
    import json

    from policytext.export.schema import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return EXIT_OK


def doctor(args: argparse.Namespace) -> int:
    """``policytext doctor``."""
    from policytext.read import check_readers

    found = check_readers()
    rows = [("reader", "ready", "by", "reads")]
    rows += [(entry.reader, "yes" if entry.ready else "no", entry.by, entry.formats) for entry in found]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]))
    for entry in found:
        if entry.remedy:
            print(f"{entry.reader}: {entry.remedy}")
    return EXIT_OK


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    parser = argparse.ArgumentParser(
        prog="policytext",
        description="Turn Chinese policy documents into records one can cite and compare: tasks, "
        "responsible units, targets, deadlines, and their alignment across cities.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"policytext {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    command = _add(commands, run, "the whole job: extract, align, report")
    _add_inputs(command)
    _add_alignment(command)

    command = _add(commands, extract, "read documents and write their records")
    _add_inputs(command)

    command = _add(commands, align, "link the measures of a run's documents, group and compare them")
    _add_directory(command)
    _add_alignment(command)

    command = _add(commands, report, "write report.html from a run's records")
    _add_directory(command)

    command = _add(commands, export, "write a run's records for other tools")
    _add_directory(command)
    command.add_argument(
        "--format",
        required=True,
        metavar="FORMATS",
        help="one or more of csv, xlsx, parquet, sqlite, with commas between",
    )

    command = _add(commands, evaluate, "precision, recall and F1 against gold files")
    command.add_argument(
        "gold",
        metavar="GOLD",
        type=Path,
        help="folder of gold files (*.json) and of graded pairs (*.jsonl), on which links are scored",
    )
    _add_directory(command)
    command.add_argument("--docs", metavar="IDS", help="only these gold files: 000,001")
    command.add_argument(
        "--errors",
        metavar="N",
        type=int,
        default=0,
        help="list up to N misses, false hits and wrong attributes of each kind",
    )
    command.add_argument("--json", action="store_true", help="the scores as JSON")

    _add(commands, schema, "print the JSON Schema of every record")
    _add(commands, doctor, "tell which formats can be read here, and how to get the others")
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    function: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(function.__name__, help=summary, description=summary)
    command.add_argument("-v", "--verbose", action="store_true", help="say more on stderr")
    command.set_defaults(command=function)
    return command


def _add_inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "inputs",
        metavar="INPUT",
        nargs="+",
        help="a file, a folder (walked), or - for standard input",
    )
    command.add_argument("-o", "--output", metavar="DIR", type=Path, required=True, help="folder for the records")
    command.add_argument(
        "--manifest",
        metavar="FILE.csv",
        type=Path,
        help="what is known of the documents (path,title,region,date,genre,issuer); a manifest.csv "
        "in an input folder is used by itself",
    )
    command.add_argument(
        "--workers",
        metavar="N",
        type=int,
        default=1,
        help="processes (default 1); the output is the same",
    )
    command.add_argument("--overwrite", action="store_true", help="replace the run that DIR holds")
    command.add_argument(
        "--file-seconds",
        metavar="S",
        type=float,
        default=DEFAULT_SECONDS,
        help=f"time that reading one file may take (default {DEFAULT_SECONDS:g}; 0: no limit); of a scan, each page",
    )
    command.add_argument(
        "--file-megabytes",
        metavar="N",
        type=int,
        default=DEFAULT_MEGABYTES,
        help=f"memory that reading one file may take, and its size (default {DEFAULT_MEGABYTES}; 0: no limit)",
    )


def _add_directory(command: argparse.ArgumentParser) -> None:
    command.add_argument("directory", metavar="DIR", type=Path, help="output folder of a run")


def _add_alignment(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--model",
        metavar="NAME",
        help="sentence-transformers model, a folder or a name (default: the one that comes along)",
    )
    command.add_argument(
        "--min-confidence",
        metavar="P",
        type=float,
        default=0.0,
        help="align only measures of at least this confidence (0 to 1, default 0)",
    )


def _conclude(counts: Counts, output: Path) -> int:
    """Tell what was done and where it lies; returns the exit code."""
    from policytext import jobs
    from policytext.summary import render_outcome, summarize

    for error in jobs.read_errors(output):
        print(f"not read: {error['path']}: {error['reason']} [{error['error']}]", file=sys.stderr)
    print(render_outcome(summarize(output), counts, output))
    return jobs.exit_code(counts)


def _fail(err: PolicyTextError, code: int) -> int:
    print(f"policytext: {err}", file=sys.stderr)
    return code


def _use_utf8() -> None:
    """Chinese text must not fail on a terminal or pipe of another encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            reconfigure(errors="backslashreplace")


def _log_to_stderr(verbose: bool) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter())
    logger = logging.getLogger("policytext")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO if verbose else logging.WARNING)
    # what becomes of a manifest's further columns is always said: one may be a slip of the pen
    logging.getLogger("policytext.read.manifest").setLevel(logging.INFO)


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        kind = "note" if record.levelno <= logging.INFO else record.levelname.lower()
        return f"{kind}: {super().format(record)}"


class _Progress:
    """Progress on stderr: a bar on a terminal, else a line now and then."""

    WIDTH = 30
    LINES = 10  # a step, when there is no terminal

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._last: tuple[str, int] = ("", -1)

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_terminal and self._last[0]:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def __call__(self, step: str, done: int, total: int) -> None:
        if self._is_terminal:
            filled = self.WIDTH * done // max(total, 1)
            bar = "█" * filled + "░" * (self.WIDTH - filled)
            print(f"\r\x1b[K{step:8s} {bar} {done}/{total}", end="", file=sys.stderr, flush=True)
            self._last = (step, done)
            return
        part = self.LINES * done // max(total, 1)
        if (step, part) != self._last:
            self._last = (step, part)
            print(f"{step} {done}/{total}", file=sys.stderr, flush=True)
