"""``modelhub rules`` as a user meets it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

from generator.lint.rules import RULES

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_every_rule_is_listed_on_a_line(modelhub: Command) -> None:
    done = modelhub("rules")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line[:5] for line in lines] == [rule.code for rule in RULES]
    assert (
        "FM001 error   missing-key              A required key of the front matter is missing or has no value." in lines
    )


def test_a_rule_is_explained(modelhub: Command) -> None:
    done = modelhub("rules", "py002")
    assert done.returncode == 0
    for words in ("PY002 blank-after-continuation", "Level: error", "Why", "Fails", "Passes", "Mend", "setInputCol"):
        assert words in done.stdout


def test_markdown_is_the_page_itself(modelhub: Command) -> None:
    done = modelhub("rules", "SE001", "--format", "markdown")
    rule = next(rule for rule in RULES if rule.code == "SE001")
    assert done.stdout == f"# SE001 missing-section\n\nLevel: error\n\n{rule.page}\n"


def test_json_holds_every_rule(modelhub: Command) -> None:
    listed = json.loads(modelhub("rules", "--format", "json").stdout)["rules"]
    assert listed == [
        {
            "code": rule.code,
            "name": rule.name,
            "level": rule.level.word,
            "opt_in": rule.opt_in,
            "summary": rule.summary,
            "page": rule.page,
        }
        for rule in RULES
    ]


def test_an_unknown_rule_exits_with_2(modelhub: Command) -> None:
    done = modelhub("rules", "PY02")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: unknown rule `PY02`; did you mean `PY002`?\n"
