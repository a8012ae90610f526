"""Where the small models lie that come along with the package (``models/``)."""

from __future__ import annotations

from pathlib import Path

from policytext.errors import ModelError


def model_folder(name: str, file: str) -> Path:
    """The folder of a packaged model: in an installed package, else in the checkout.

    Args:
        file: a file that the model must have.

    Raises:
        ModelError: when it is in neither place.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "models" / name, package.parent / "models" / name):
        if (folder / file).is_file():
            return folder
    raise ModelError(name, "not part of this installation; reinstall policytext")
