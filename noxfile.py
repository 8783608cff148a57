"""Everything this project does, a session each. ``nox -l`` lists them; the README has the two that matter most."""

from __future__ import annotations

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "virtualenv"
nox.options.error_on_external_run = True
nox.options.sessions = ["lint", "tests"]


def install(session: nox.Session, extras: str) -> None:
    """Install modelhub, editable, in the exact versions of ``constraints.txt``."""
    session.install("--quiet", "--constraint", "constraints.txt", "--editable", f".[{extras}]")


@nox.session
def site(session: nox.Session) -> None:
    """The main job: lint the cards, run the models, build the site and the catalogue."""
    install(session, "run")
    session.run("modelhub", "site", *(session.posargs or ["--rerun"]))


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; ``nox -s tests -- -k sample`` runs some of them."""
    install(session, "run,lsp,metrics,parquet,images,audio,ray,s3,test")
    # The tests start hundreds of processes; none needs to compile what another one has compiled.
    compiled = {"PYTHONDONTWRITEBYTECODE": ""}
    session.run("pytest", *(session.posargs or ["-n", "2", "--dist", "worksteal"]), env=compiled)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the code: ruff, formatting, types."""
    install(session, "lint,lsp,test")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
    session.run("mypy", "--strict", "models/training", env={"MYPYPATH": "models/training"})


@nox.session
def slim(session: nox.Session) -> None:
    """Lint and build without torch: all that needs no model must work without the extra ``run``."""
    session.install("--quiet", "--constraint", "constraints.txt", ".")
    session.run("python", "-c", "import importlib.util as u; assert not u.find_spec('torch'), 'torch is installed'")
    session.run("modelhub", "lint")
    session.run("modelhub", "build", "--strict", "--site-dir", session.create_tmp())


@nox.session
def reference_models(session: nox.Session) -> None:
    """Train the reference models again; ``-- --all --check`` compares with the committed ones instead."""
    install(session, "run")
    session.run("python", "models/training/train.py", *(session.posargs or ["--all"]))


@nox.session
def snippets(session: nox.Session) -> None:
    """Run what the model pages show of this hub's own models, and compare what it prints with the records."""
    install(session, "run")
    session.run("python", "tests/snippet_checker.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure linting against loading the front matter alone, and cards that want to be slow."""
    install(session, "run")
    session.run("python", "benchmarks/hub.py", *session.posargs)
    session.run("python", "benchmarks/hostile.py")


@nox.session
def bench_card(session: nox.Session) -> None:
    """Measure reading a card and making its page's body against Python-Markdown on the same cards."""
    install(session, "run")
    session.run("python", "benchmarks/card.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Take every card of the corpus, then damaged ones for some minutes, and see that nothing breaks.

    ``-- --minutes 30`` takes longer.
    """
    install(session, "test")
    session.run("pytest", "-m", "corpus", "--whole-corpus", "tests/read", "tests/lint", "tests/test_plugin.py")
    session.run("python", "tests/fuzz_cards.py", *session.posargs)


@nox.session
def bench_site(session: nox.Session) -> None:
    """Measure building against MkDocs, Zensical, Hugo and Jekyll, as far as they are installed."""
    install(session, "run,test")
    session.run("python", "benchmarks/site.py", *session.posargs)


@nox.session
def bench_lint(session: nox.Session) -> None:
    """Measure linting, cold, cached and of one card, against markdownlint-cli2; needs npm."""
    install(session, "run")
    session.run("python", "benchmarks/lint.py", *session.posargs)


@nox.session
def bench_verify(session: nox.Session) -> None:
    """Measure running models in isolation against a process a model and against no isolation."""
    install(session, "run")
    session.run("python", "benchmarks/verify.py", *session.posargs)


@nox.session
def bench_evaluate(session: nox.Session) -> None:
    """Measure predicting evaluation data against transformers' own pipeline."""
    install(session, "run")
    session.run("python", "benchmarks/evaluate.py", *session.posargs)


@nox.session
def lighthouse(session: nox.Session) -> None:
    """Hold the built site to 95 of 100 in all that Lighthouse measures; needs Chromium and npm.

    ``-- SITE PATH ...`` takes another site and other pages.
    """
    session.run("python", ".ci/lighthouse.py", *session.posargs)


@nox.session
def screenshots(session: nox.Session) -> None:
    """Take the pictures that the README shows; needs the built site and Chromium."""
    install(session, "test")
    session.run("python", ".ci/screenshots.py", *session.posargs)
