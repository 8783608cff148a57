"""The command ``modelhub``: one module a command, gathered in ``app``."""

from generator.cli.app import main

__all__ = ["main"]
