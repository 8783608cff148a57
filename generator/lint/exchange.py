"""Findings in the formats that other programs read: GitHub's workflow commands, SARIF 2.1.0, JUnit's XML."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.diagnostic import Diagnostic, Fix, Level, Span
from generator.lint.formats import one_line
from generator.lint.rule import Rule
from generator.lint.rules import RULES

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

GITHUB_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}
SARIF_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def as_github(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """A workflow command a finding: GitHub shows it beside the line of the pull request.

    Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    for item in diagnostics:
        span = item.span
        values = {
            "file": item.path,
            "line": span.line,
            "endLine": span.end_line,
            "col": span.column,
            "endColumn": span.end_column,
            "title": f"modelhub ({item.rule})",
        }
        if span.line != span.end_line:  # GitHub takes columns only within one line.
            del values["col"], values["endColumn"]
        properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in values.items())
        yield f"::{GITHUB_LEVELS[item.level]} {properties}::{_escaped(_message(item))}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def as_sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """A SARIF log with one run and every rule that found something.

    Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    found = list(diagnostics)
    codes = {item.rule for item in found}
    rules = [rule for rule in RULES if rule.code in codes]
    index = {rule.code: number for number, rule in enumerate(rules)}
    descriptors = [
        {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": rule.summary},
            "fullDescription": {"text": _reason(rule)},
            "help": {"text": rule.page, "markdown": rule.page},
            "defaultConfiguration": {"level": SARIF_LEVELS[rule.level]},
        }
        for rule in rules
    ]
    run = {
        "tool": {"driver": {"name": "modelhub", "version": __version__, "rules": descriptors}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, index[item.rule]) for item in found],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _reason(rule: Rule) -> str:
    """Why the rule exists: what GitHub shows above a finding."""
    return rule.page.partition("## Why\n")[2].partition("\n## ")[0].strip()


def _result(item: Diagnostic, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": index,
        "level": SARIF_LEVELS[item.level],
        "message": {"text": _message(item)},
    }
    if item.path:
        location = {"artifactLocation": _artifact(item.path), "region": _region(item.span)}
        result["locations"] = [{"physicalLocation": location}]
        if item.fix and item.fix.edits:
            result["fixes"] = [_fix(item.path, item.fix)]
    return result


def _fix(path: str, fix: Fix) -> dict[str, Any]:
    replacements = [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits]
    change = {"artifactLocation": _artifact(path), "replacements": replacements}
    return {"description": {"text": "safe" if fix.safe else "unsafe"}, "artifactChanges": [change]}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": f"file://{quote(path)}" if path.startswith("/") else quote(path)}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def as_junit(diagnostics: Iterable[Diagnostic], paths: Iterable[str]) -> str:
    """A suite a card and a case a finding; only errors fail. A card without findings is one case that passes.

    Source: https://github.com/testmoapp/junitxml
    """
    by_path: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for item in diagnostics:
        by_path[item.path].append(item)
    suites = [_suite(path, by_path[path]) for path in sorted({*paths, *by_path})]
    totals = {key: str(sum(int(suite.get(key, 0)) for suite in suites)) for key in ("tests", "failures")}
    root = ET.Element("testsuites", {"name": "modelhub", **totals})
    root.extend(suites)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False)


def _suite(path: str, found: Sequence[Diagnostic]) -> ET.Element:
    failures = sum(item.level is Level.ERROR for item in found)
    name = one_line(path)
    suite = ET.Element("testsuite", name=name, tests=str(len(found) or 1), failures=str(failures))
    if not found:
        ET.SubElement(suite, "testcase", classname=name, name="no findings")
    for item in found:
        place = f"{item.rule}:{item.span.line}:{item.span.column}"
        case = ET.SubElement(suite, "testcase", classname=name, name=place, line=str(item.span.line))
        message = one_line(item.message)
        if item.level is Level.ERROR:
            failure = ET.SubElement(case, "failure", type=item.level.word, message=message)
            failure.text = one_line(_message(item))
        else:
            ET.SubElement(case, "system-out").text = f"{item.level.word}: {one_line(_message(item))}"
    return suite


def _message(item: Diagnostic) -> str:
    return f"{item.message}; {item.help}" if item.help else item.message
