"""Imports go to the same floor or down, never up, never in a circle; heavy libraries stay where they belong."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from generator.sweep.cache import UNHEEDED

ROOT = Path(__file__).resolve().parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "generator").rglob("*.py"))
}

#: The longest prefix counts.
FLOORS = {
    "generator": 0,
    "generator.errors": 0,
    "generator.config": 0,
    "generator.typed": 0,
    "generator.card": 0,
    "generator.answer": 0,
    "generator.evaluation_data": 0,
    "generator.verify_block": 0,
    "generator.colours": 0,
    "generator.diagnostic": 0,
    "generator.part": 0,
    "generator.output": 0,
    "generator.measurement": 0,
    "generator.record": 0,
    "generator.speed": 0,
    "generator.steps": 0,
    "generator.hub": 0,
    "generator.listing": 0,
    "generator.read": 1,
    "generator.lint": 1,
    "generator.render": 1,
    "generator.publish": 1,
    "generator.report": 1,
    "generator.run.conventions": 1,
    "generator.run.options": 1,
    "generator.run.plan": 1,
    "generator.run.readiness": 1,
    "generator.run.samples": 1,
    "generator.run.expiry": 1,
    "generator.run.shard": 1,
    "generator.run.tasks": 1,
    "generator.run.unheeded": 1,
    "generator.run.compare": 1,
    "generator.run.intervals": 1,
    "generator.run.job": 1,
    "generator.run.measures": 1,
    "generator.run.metrics": 1,
    "generator.run.mistakes": 1,
    "generator.run.rows": 1,
    "generator.run.trouble": 1,
    "generator.store": 2,
    "generator.processes": 2,
    "generator.forks": 2,
    "generator.site": 2,
    "generator.sweep": 2,
    "generator.online": 2,
    "generator.run": 2,
    "generator.cli": 3,
    "generator.lsp": 3,
    "generator.plugin": 3,
    "generator.__main__": 3,
}

#: Who may import what is heavy, or belongs to one renderer.
ONLY_IN = {
    "lsprotocol": ("generator.lsp",),
    "mkdocs": ("generator.plugin",),
    "pygls": ("generator.lsp",),
    "torch": ("generator.run.worker",),
    "transformers": ("generator.run.worker",),
    "PIL": ("generator.run.worker.images",),
    "soundfile": ("generator.run.worker.audio",),
    "soxr": ("generator.run.worker.audio",),
    "jiwer": ("generator.run.measures",),
    "rouge_score": ("generator.run.measures",),
    "sacrebleu": ("generator.run.measures",),
    "sklearn": ("generator.run.metrics",),
    "seqeval": ("generator.run.metrics",),
    "urllib3": ("generator.online",),
    "certifi": ("generator.online",),
    "huggingface_hub": ("generator.run.hugging_face", "generator.run.hub_trouble"),
    "fsspec": ("generator.run.object_clients",),
    "ray": ("generator.run.executors.ray",),
}


def imports(module: str) -> Iterator[str]:
    """Every module that ``module`` imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            assert node.module
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else node.module for name in names)


def floor(module: str) -> int:
    """The floor of a module. A module of the package's top level that is not named above has none: an error."""
    name = module
    while name not in FLOORS:
        name = name.rpartition(".")[0]
    assert name != "generator" or module == "generator", f"{module}: give it a floor"
    return FLOORS[name]


def below(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    for target in imports(module):
        if below(target, "generator"):
            assert floor(target) <= floor(module), f"{module} (floor {floor(module)}) imports {target}"


def test_no_circles() -> None:
    def targets(module: str) -> set[str]:
        return {name for name in imports(module) if name in MODULES and name not in {module, "generator"}}

    TopologicalSorter({module: targets(module) for module in MODULES}).prepare()


def test_what_the_cache_of_linting_does_not_heed_is_not_reached_from_there() -> None:
    reached = {"generator.store"}  # It imports what it is asked for: of it, looking at a card needs the card's file.
    waiting = ["generator.sweep.look", "generator.store.cards"]
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += [name for name in imports(module) if name in MODULES]
    assert len(reached) > 200
    assert not {name.split(".")[1] for name in reached if "." in name} & UNHEEDED


@pytest.mark.parametrize("module", MODULES)
def test_heavy_imports_stay_where_they_belong(module: str) -> None:
    for target in imports(module):
        for library, places in ONLY_IN.items():
            if below(target, library):
                assert any(below(module, place) for place in places), f"{module} imports {target}"


@pytest.mark.parametrize(
    "entry", ["generator.cli.app", "generator.lsp.server", "generator.plugin", "generator.store", "generator.lint"]
)
def test_doors_open_without_torch(entry: str) -> None:
    check = f"import sys, {entry}; print(*{{'torch', 'transformers', 'sklearn'}} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.strip() == ""
