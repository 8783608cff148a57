"""Findings in the formats that other programs read."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

import jsonschema
import pytest

from generator.diagnostic import Diagnostic, Edit, Fix, Level, Span
from generator.lint import exchange
from generator.lint.rules import RULES

FOUND = [
    Diagnostic(
        "cards/a b.md", Span(2, 3, 2, 5), "FM006", Level.WARNING, "`tags` is 100 % empty\x1b", "give, some: all"
    ),
    Diagnostic(
        "cards/a b.md",
        Span(3, 1, 5, 2),
        "PY002",
        Level.ERROR,
        "line\r\nbreak",
        fix=Fix((Edit(Span(3, 1, 3, 2), ""), Edit(Span(4, 1), "日")), safe=True),
    ),
    Diagnostic("/elsewhere/c.md", Span(1), "SO001", Level.INFO, "no source <of> the model"),
    Diagnostic("", Span(1), "LI001", Level.ERROR, "rule broke"),
]


def closed(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """A JSON Schema: an object with these properties and no other."""
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


def listed(items: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least}


#: What SARIF 2.1.0 says of the parts that are used here: names, types, what is required, which words are known.
TEXT = {"type": "string"}
MESSAGE = closed({"text": TEXT})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
COUNTED = {"type": "integer", "minimum": 1}
REGION = closed(dict.fromkeys(["startLine", "startColumn", "endLine", "endColumn"], COUNTED))
ARTIFACT = closed({"uri": {"type": "string", "pattern": r"^[!#$&-;=?-\[\]_a-z~A-Z%]+$"}})
RULE = closed(
    {
        "id": TEXT,
        "name": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": closed({"text": TEXT | {"minLength": 1, "maxLength": 1024}}),
        "help": closed({"text": TEXT, "markdown": TEXT}),
        "defaultConfiguration": closed({"level": LEVEL}),
    }
)
REPLACEMENT = closed({"deletedRegion": REGION, "insertedContent": MESSAGE})
CHANGE = closed({"artifactLocation": ARTIFACT, "replacements": listed(REPLACEMENT, 1)})
RESULT = closed(
    {"ruleId": TEXT, "ruleIndex": {"type": "integer", "minimum": 0}, "level": LEVEL, "message": MESSAGE},
    locations=listed(closed({"physicalLocation": closed({"artifactLocation": ARTIFACT, "region": REGION})})),
    fixes=listed(closed({"description": MESSAGE, "artifactChanges": listed(CHANGE, 1)})),
)
DRIVER = closed({"name": TEXT, "version": TEXT, "rules": listed(RULE)})
RUN = closed(
    {
        "tool": closed({"driver": DRIVER}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": listed(RESULT),
    }
)
SARIF = closed({"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": listed(RUN)})


@pytest.mark.parametrize(
    "found", [[], FOUND, [Diagnostic("a.md", Span(1), rule.code, rule.level, rule.name) for rule in RULES]]
)
def test_sarif_has_the_form_of_its_standard(found: list[Diagnostic]) -> None:
    log = json.loads(exchange.as_sarif(found))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [item.rule for item in found]
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_sarif_says_where_and_what_mends_it() -> None:
    (run,) = json.loads(exchange.as_sarif(FOUND))["runs"]
    first, second, third, fourth = run["results"]
    assert first["message"]["text"].endswith("; give, some: all")
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "cards/a%20b.md"
    assert "fixes" not in first
    replacements = second["fixes"][0]["artifactChanges"][0]["replacements"]
    assert [item["insertedContent"]["text"] for item in replacements] == ["", "日"]
    assert third["level"] == "note"
    assert third["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///elsewhere/c.md"
    assert "locations" not in fourth


def test_github_commands_are_escaped() -> None:
    assert list(exchange.as_github(FOUND))[:3] == [
        (
            "::warning file=cards/a b.md,line=2,endLine=2,col=3,endColumn=5,title=modelhub (FM006)"
            "::`tags` is 100 %25 empty\x1b; give, some: all"
        ),
        "::error file=cards/a b.md,line=3,endLine=5,title=modelhub (PY002)::line%0D%0Abreak",
        (
            "::notice file=/elsewhere/c.md,line=1,endLine=1,col=1,endColumn=1,title=modelhub (SO001)"
            "::no source <of> the model"
        ),
    ]


def test_a_path_cannot_add_a_property() -> None:
    (command,) = exchange.as_github([Diagnostic("a,line=9:%.md", Span(1), "SO001", Level.INFO, "message")])
    assert command.startswith("::notice file=a%2Cline=9%3A%25.md,line=1,")


def test_junit_fails_for_errors_only() -> None:
    root = ET.fromstring(exchange.as_junit(FOUND, ["cards/a b.md", "cards/sound.md"]))  # noqa: S314 - our own
    assert (root.tag, root.attrib) == ("testsuites", {"name": "modelhub", "tests": "5", "failures": "2"})
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["", "/elsewhere/c.md", "cards/a b.md", "cards/sound.md"]
    assert [case.attrib for case in suites["cards/sound.md"]] == [
        {"classname": "cards/sound.md", "name": "no findings"}
    ]
    first, second = suites["cards/a b.md"]
    assert first.findtext("system-out") == "warning: `tags` is 100 % empty\\x1b; give, some: all"
    assert first.find("failure") is None
    failure = second.find("failure")
    assert failure is not None
    assert failure.attrib == {"type": "error", "message": "line\\r\\nbreak"}
