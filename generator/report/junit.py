"""JUnit's XML, which most CI systems show: cases in suites.

Source: https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.lint.formats import one_line


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that was looked at. Whatever its texts quote, they are shown as lines without control characters.

    Attributes:
        name: Of the case.
        classname: What it belongs to.
        verdict: Of ``passed``, the text is shown as output.
        kind: What sort of failure it is.
        message: In one line.
        text: In full, lines with newlines between them.
        line: Where it stands in its file.
        seconds: How long it took.
    """

    name: str
    classname: str
    verdict: Literal["passed", "failure", "error", "skipped"] = "passed"
    kind: str = ""
    message: str = ""
    text: str = ""
    line: int | None = None
    seconds: float | None = None


def as_junit(suites: Iterable[tuple[str, Sequence[Case]]]) -> str:
    """A document of suites, each a name and its cases."""
    elements = [_suite(name, cases) for name, cases in suites]
    totals = {
        key: str(sum(int(element.get(key, 0)) for element in elements))
        for key in ("tests", "failures", "errors", "skipped")
        if key in {"tests", "failures"} or any(key in element.attrib for element in elements)
    }
    root = ET.Element("testsuites", {"name": "modelhub", **totals})
    root.extend(elements)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False)


def _suite(name: str, cases: Sequence[Case]) -> ET.Element:
    numbers = {
        key: sum(case.verdict == verdict for case in cases)
        for key, verdict in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    counted = {key: str(number) for key, number in numbers.items() if number or key == "failures"}
    suite = ET.Element("testsuite", {"name": one_line(name), "tests": str(len(cases)), **counted})
    for case in cases:
        _add(suite, case)
    return suite


def _add(suite: ET.Element, case: Case) -> None:
    element = ET.SubElement(suite, "testcase", classname=one_line(case.classname), name=one_line(case.name))
    if case.line is not None:
        element.set("line", str(case.line))
    if case.seconds is not None:
        element.set("time", f"{case.seconds:.3f}")
    text = "\n".join(one_line(line) for line in case.text.split("\n"))
    if case.verdict == "passed":
        if text:
            ET.SubElement(element, "system-out").text = text
        return
    said = ET.SubElement(element, case.verdict, message=one_line(case.message))
    if case.kind:
        said.set("type", case.kind)
    if text:
        said.text = text
