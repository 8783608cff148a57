"""The frame of all commands: help, version, completion, mistakes, what is imported, Ctrl+C."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator import __version__
from generator.cli.app import COMMANDS, modelhub

Command = Callable[..., subprocess.CompletedProcess[str]]


def commands() -> dict[str, click.Command]:
    """Each command by its words; groups among them."""
    found: dict[str, click.Command] = {}
    for name in COMMANDS:
        command = getattr(import_module(f"generator.cli.{name}"), name)
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {below}": part for below, part in command.commands.items()}
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_says_of_a_command_what_its_own_help_says_first(name: str) -> None:
    about = " ".join((commands()[name].help or "").partition("\n\n")[0].split())
    assert COMMANDS[name].rstrip(".").partition(", for ")[0] in about


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("name", ["", *commands()])
def test_every_command_has_help_that_fits(name: str, flag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = CliRunner().invoke(modelhub, [*name.split(), flag], prog_name="modelhub", terminal_width=80)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: modelhub {name}".rstrip())
    prose = done.stdout.partition("Examples:")[0] + done.stdout.partition("Options:")[2]
    assert max(len(line) for line in prose.splitlines()) <= 80


@pytest.mark.parametrize(
    "example",
    [
        line.strip()
        for command in commands().values()
        for line in (command.help or "").partition("Examples:\n")[2].splitlines()
        if line.strip()
    ],
)
def test_examples_are_shown_and_can_be_read(example: str) -> None:
    program, *words = example.partition(" > ")[0].split()
    assert program == "modelhub"
    name = " ".join(words[:2]) if words[0] == "records" else words[0]
    command, rest = commands()[name], words[len(name.split()) :]
    assert example in CliRunner().invoke(modelhub, [*name.split(), "-h"]).stdout
    command.make_context(name, rest)  # click.UsageError where an option is unknown or cannot have that value


def test_it_says_its_version() -> None:
    assert CliRunner().invoke(modelhub, ["--version"]).output == f"modelhub {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lnt"], "No such command 'lnt'. Did you mean 'lint'?"),
        (["--verson"], "No such option '--verson'. Did you mean --version?"),
        (["lint", "--fx"], "No such option '--fx'."),
        (["lint", "--format", "html"], "Invalid value for '--format': 'html' is not one of"),
        (["lint", "--jobs", "0"], "Invalid value for '--jobs': 0 is not in the range x>=1."),
        (["render"], "Missing option '--to'."),
        (["records", "merge"], "Missing argument 'DIR|URL...'."),
        (["schema", "cards"], "'cards' is not one of"),
    ],
)
def test_a_mistake_is_named_and_ends_with_2(arguments: list[str], message: str) -> None:
    done = CliRunner().invoke(modelhub, arguments, prog_name="modelhub")
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.match(r"Usage: modelhub .*\nTry 'modelhub .*--help' for help\.\n\nError: ", done.stderr)
    assert message.rstrip("?.") in done.stderr.replace("'--version'", "--version")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("modelhub li", "plain,lint"),
        ("modelhub lint --write", "plain,--write-baseline"),
        ("modelhub schema ca", "plain,card"),
    ],
)
def test_shells_can_complete(words: str, offered: str) -> None:
    told = {"_MODELHUB_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    done = CliRunner().invoke(modelhub, env=told, prog_name="modelhub")
    assert offered in done.stdout.splitlines()


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.cli.lint.lint_once", interrupt)
    assert CliRunner().invoke(modelhub, ["lint", "--hub", str(tmp_path)]).exit_code == 130


@pytest.mark.parametrize(
    ("start", "left_out"),
    [
        (["--version"], {"generator.store", "msgspec", "yaml"}),
        (["--help"], {"generator.store", "msgspec", "yaml"}),
        (["lint", "--no-cache"], {"mkdocs", "multiprocessing", "pydantic", "rich", "typer", "urllib3"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_imports_only_what_it_needs(start: list[str], left_out: set[str], tmp_path: Path) -> None:
    card = tmp_path / "cards" / "a.md"
    card.parent.mkdir()
    card.write_text("---\nname: a\n---\n\n# Text\n\n```scala\nval a = new Tokenizer()\n```\n")
    (tmp_path / "modelhub.toml").write_text('[verify]\nmemory = "4 GiB"\n')
    arguments = [*start, *([str(card), "--hub", str(tmp_path)] if start[0] == "lint" else [])]
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "generator", *arguments], capture_output=True, text=True, check=False
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "generator.cli.app" in imported
    assert ("generator.config" in imported) == (start[0] == "lint")
    assert not imported & left_out


def test_a_build_that_changes_nothing_loads_little() -> None:
    code = "import sys, generator.cli.build, generator.site.again; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"generator.config", "generator.lint", "generator.render", "jinja2", "mkdocs", "pydantic", "rich", "yaml"}
    assert not heavy & set(done.stdout.split())


def test_a_build_without_records_does_not_load_what_reads_them(tmp_path: Path) -> None:
    card = tmp_path / "cards" / "a.md"
    card.parent.mkdir()
    card.write_text("---\nname: a\n---\n\n## Description\n\nOne.\n")
    (tmp_path / "modelhub.toml").touch()
    build = [sys.executable, "-X", "importtime", "-m", "generator", "build", "--hub", str(tmp_path)]
    environment = {**os.environ, "MODELHUB_CACHE": str(tmp_path / "cache")}
    subprocess.run(build, env=environment, capture_output=True, check=True)
    card.write_text(card.read_text() + "\nTwo.\n")
    done = subprocess.run(build, env=environment, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "generator.render.model_page" in imported
    assert not imported & {"mkdocs", "pydantic", "generator.record"}
