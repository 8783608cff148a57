"""Scala snippets of a card, parsed: shared by every rule that looks into them. Nothing here is run."""

from __future__ import annotations

from generator.lint.scala.snippet import ScalaSnippet, in_card, read_scala, scala_blocks
from generator.lint.scala.stages import ScalaStage, Words

__all__ = ["ScalaSnippet", "ScalaStage", "Words", "in_card", "read_scala", "scala_blocks"]
