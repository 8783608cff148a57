from __future__ import annotations

from collections.abc import Callable

from generator.card import Card, Table, ValueList


def test_blocks_and_tables_between_them_in_order(body: Callable[[str], Card]) -> None:
    results = body(
        "## Results\n|a|\n|-|\n|1|\n\nand\n\n|b|\n|-|\n|2|\n```\n['c']\n```\nthen [no list]\n|d|\n|-|\n|4|\n"
    ).claims.results
    assert [item.header if isinstance(item, Table) else item.values for item in results] == [
        ("a",),
        ("b",),
        ("c",),
        ("d",),
    ]


def test_results_and_figures_are_told_apart(body: Callable[[str], Card]) -> None:
    claims = body("## Benchmarks\naccuracy: 0.9\n```\nf1: 0.8\n```\n## Result\n```\n['a']\n```\n").claims
    assert [(claim.metric, claim.value) for claim in claims.metrics] == [("f1", 0.8)]
    (values,) = claims.results
    assert isinstance(values, ValueList)
    assert values.values == ("a",)
    assert claims.unread == ()


def test_a_card_without_claims(body: Callable[[str], Card]) -> None:
    claims = body("## Description\n```\n['a']\n```\n").claims
    assert (claims.results, claims.metrics, claims.unread) == ((), (), ())


def test_the_line_above_figures_names_their_data(body: Callable[[str], Card]) -> None:
    card = body(
        "## Benchmarking\n\nDev:\n\n```\naccuracy: 0.9\n```\n\nOn the 40 test rows:\n\n|label|f1|\n|-|-|\n|A|0.8|\n"
        "\n|label|f1|\n|-|-|\n|B|0.7|\n\nOf another model:\n\n|label|f1|\n|-|-|\n|A|0.1|\n"
    )
    assert [report.split for report in card.claims.reports] == ["dev", "test", "test", ""]
