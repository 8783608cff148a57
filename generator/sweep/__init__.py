"""Linting many files: in several processes, and only those that changed."""

from generator.sweep.cache import OutcomeCache, open_cache
from generator.sweep.sweep import sweep

__all__ = ["OutcomeCache", "open_cache", "sweep"]
