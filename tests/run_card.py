"""The card of a model that is run: small, and the same in all tests but for what they are about."""

from __future__ import annotations

from textwrap import dedent, indent

_CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
verify:
{verify}
---

## Description

A model.
"""


def run_card(name: str, verify: str) -> str:
    """A card of a text classifier, with these lines in its ``verify`` block."""
    return _CARD.format(name=name, verify=indent(dedent(verify).strip("\n"), "  "))
