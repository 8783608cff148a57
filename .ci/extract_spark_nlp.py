"""Write down what the linter knows of Spark NLP's annotators.

The package is read, never imported, so that neither Spark nor Java is needed:

    pip download --no-deps --dest build spark-nlp==7.0.0
    python .ci/extract_spark_nlp.py build/spark_nlp-7.0.0-py2.py3-none-any.whl generator/lint/spark/annotators.json

Only facts are kept: of each class its module, its input and output types, its setters, and whether it has
``pretrained``. The same wheel gives the same bytes.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = "sparknlp"
COMMAND = "python .ci/extract_spark_nlp.py WHEEL generator/lint/spark/annotators.json"

#: What makes a class one that can stand in a pipeline.
ROOTS = frozenset({"AnnotatorModel", "AnnotatorApproach", "AnnotatorTransformer", "AnnotatorProperties"})
#: These bases give every class its parameters, and are no annotators themselves.
BASES = ROOTS | {"RecursiveAnnotatorApproach"}
#: Code that trains graphs, and tests that were packed by mistake.
LEFT_OUT = re.compile(r"/training/|_test\.py$")


@dataclass(frozen=True, slots=True)
class Class:
    """A class as its source declares it.

    Attributes:
        module: Dotted.
        bases: Their names, without modules.
        methods: Names of the functions that it defines.
        values: What class attributes are set to.
    """

    module: str
    bases: tuple[str, ...]
    methods: frozenset[str]
    values: dict[str, ast.expr] = field(hash=False)


def read_classes(wheel: Path) -> dict[str, Class]:
    """Every class of the package by its name."""
    found: dict[str, Class] = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith(f"{PACKAGE}/") and name.endswith(".py") and not LEFT_OUT.search(name):
                module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
                tree = ast.parse(archive.read(name), name)
                found |= {node.name: _class(node, module) for node in tree.body if isinstance(node, ast.ClassDef)}
    return found


def _class(node: ast.ClassDef, module: str) -> Class:
    bases = tuple(ast.unparse(base).rpartition(".")[2] for base in node.bases)
    methods = frozenset(item.name for item in node.body if isinstance(item, ast.FunctionDef))
    values: dict[str, ast.expr] = {}
    for item in node.body:
        if isinstance(item, ast.Assign):
            values |= {target.id: item.value for target in item.targets if isinstance(target, ast.Name)}
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and item.value:
            values[item.target.id] = item.value
    return Class(module, bases, methods, values)


def lineage(name: str, classes: dict[str, Class]) -> Iterator[Class]:
    """The class and its bases within the package, nearest first."""
    if name in classes:
        yield classes[name]
        for base in classes[name].bases:
            yield from lineage(base, classes)


def annotators(classes: dict[str, Class]) -> dict[str, dict[str, object]]:
    """The facts of each annotator, by its name."""
    names = {name for name in classes if not name.startswith(("_", "Has")) and name not in BASES}
    return {name: _facts(name, classes) for name in sorted(names) if _is_annotator(name, classes)}


def _is_annotator(name: str, classes: dict[str, Class]) -> bool:
    return bool(ROOTS & {base for item in lineage(name, classes) for base in item.bases})


def _facts(name: str, classes: dict[str, Class]) -> dict[str, object]:
    line = list(lineage(name, classes))
    types = {key: ast.literal_eval(value) for key, value in classes["AnnotatorType"].values.items()}

    def declared(attribute: str) -> ast.expr | None:
        return next((item.values[attribute] for item in line if attribute in item.values), None)

    output = _types(declared("outputAnnotatorType"), types)
    return {
        "module": classes[name].module,
        "inputs": _types(declared("inputAnnotatorTypes"), types),
        "optional": _types(declared("optionalInputAnnotatorTypes"), types),
        "output": output[0] if output else "",
        "pretrained": any("pretrained" in item.methods for item in line),
        "setters": sorted(set().union(*map(_setters, line))),
    }


def _types(node: ast.expr | None, types: dict[str, str]) -> list[str]:
    """The annotator types that an attribute names: ``AnnotatorType.TOKEN``, a plain text, or a list of them."""
    if isinstance(node, ast.List | ast.Tuple):
        return [name for item in node.elts for name in _types(item, types)]
    if isinstance(node, ast.Attribute):
        return [types[node.attr]]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _setters(item: Class) -> set[str]:
    """The setters that are written, and those that Spark NLP makes of each ``Param``."""
    parameters = [name for name, value in item.values.items() if _calls(value) == "Param"]
    made = {"set" + re.sub(r"(?:^|_)(.)", lambda found: found[1].upper(), name) for name in parameters}
    return made | {name for name in item.methods if re.match(r"set[A-Z]", name)}


def _calls(node: ast.expr) -> str:
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def table(wheel: Path) -> str:
    """The table as JSON, an annotator a line."""
    distribution, version = wheel.name.split("-")[:2]
    head = {"source": f"{distribution} {version}, PyPI, Apache-2.0", "command": COMMAND}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    rows = [f"{json.dumps(name)}: {json.dumps(facts)}" for name, facts in annotators(read_classes(wheel)).items()]
    return "{\n" + ",\n".join(lines) + ',\n"annotators": {\n' + ",\n".join(rows) + "\n}\n}\n"


def main() -> None:
    """Read the wheel and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    arguments.output.write_text(table(arguments.wheel), encoding="utf-8")


if __name__ == "__main__":
    main()
