"""The version, for ``--version`` and for every run's ``run.json``; pyproject.toml says the same."""

__version__ = "0.1.0"
