"""Start-up is quick: heavy libraries are loaded by the command that needs them."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "sentence_transformers", "spacy", "thinc", "pandas", "sklearn",
         "scipy", "numpy", "pyarrow", "openpyxl", "jinja2", "pydantic", "jieba", "lxml", "xlrd")  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "import policytext",
        "import policytext.cli",
        "import policytext.jobs",
        "from policytext.cli import main; main(['--help'])",
        "from policytext.cli import main; main(['run', '--help'])",
    ],
)
def test_nothing_heavy_is_loaded(root, code: str) -> None:
    script = f"import sys\n{code}\nprint(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""


def test_help_takes_less_than_a_third_of_a_second_of_cpu(root) -> None:
    resource = pytest.importorskip("resource")

    def measure() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "policytext", "--help"],
            cwd=root,
            capture_output=True,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(measure() for _ in range(3)) < 0.3
