"""Takes the facts of a card out of its front matter, and the annotator out of its Python where need be."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from generator.card import Facts, FrontMatter
from generator.read.nodes import nodes_of
from generator.read.snippet import Snippet

#: Classes that prepare the input of the class that carries the model.
_AUXILIARY = frozenset(
    {
        "SentenceDetectorDLModel", "WordEmbeddingsModel", "PretrainedPipeline", "Tokenizer", "TokenizerModel",
        "WordSegmenterModel", "SentenceDetector", "LemmatizerModel", "PerceptronModel", "StopWordsCleaner",
    }
)  # fmt: skip


def read_facts(front_matter: FrontMatter, snippets: Sequence[Snippet]) -> Facts:
    """The facts as the author wrote them.

    Args:
        front_matter: The card's.
        snippets: Its Python, parsed: the annotator is read there where the front matter names none.
    """
    name = front_matter.texts.get("name", "")
    languages = _texts(front_matter, "language")
    names = {name, *(name.removesuffix(f"_{language}") for language in languages)} - {""}
    return Facts(
        title=front_matter.texts.get("title", ""),
        name=name,
        author=front_matter.texts.get("author", ""),
        tasks=_texts(front_matter, "task"),
        languages=languages,
        edition=front_matter.texts.get("edition", ""),
        spark_version=front_matter.texts.get("spark_version", ""),
        date=_date(front_matter),
        tags=_texts(front_matter, "tags"),
        annotator=front_matter.texts.get("annotator", "") or pretrained_class(snippets, names),
        engine=front_matter.texts.get("engine", ""),
        supported=front_matter.values.get("supported") is True,
        deprecated=front_matter.values.get("deprecated") is True,
        recommended=front_matter.values.get("recommended") is True,
    )


def pretrained_class(snippets: Iterable[Snippet], names: Collection[str]) -> str:
    """The class on which ``.pretrained("<name>")`` is called; else the only one that is not there to prepare.

    Args:
        snippets: Those to look into.
        names: What the model may be called: its name, with and without its language.

    Returns:
        The class; empty where none or several may be meant.
    """
    calls = [call for snippet in snippets for call in _pretrained_calls(snippet)]
    exact = next((owner for owner, model in calls if model in names), "")
    owners = {owner for owner, _ in calls}
    if exact or len(owners) == 1:
        return exact or owners.pop()
    carriers = {owner for owner in owners if owner not in _AUXILIARY and not owner.endswith("Embeddings")}
    return carriers.pop() if len(carriers) == 1 else ""


def _pretrained_calls(snippet: Snippet) -> Iterable[tuple[str, str]]:
    """Class name and first argument of each ``.pretrained(…)``, in the order of the text."""
    calls = [
        node
        for statement in snippet.tree.body
        if "pretrained" in snippet.source(statement)
        for node in nodes_of(statement)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "pretrained"
    ]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        owner = call.func.value if isinstance(call.func, ast.Attribute) else call.func
        if isinstance(owner, ast.Call):
            owner = owner.func
        label = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
        arguments = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "name")]
        model = next((node.value for node in arguments if isinstance(node, ast.Constant)), "")
        if label[:1].isupper():
            yield label, model if isinstance(model, str) else ""


def _texts(front_matter: FrontMatter, key: str) -> tuple[str, ...]:
    """A word or a list of words."""
    if key in front_matter.texts:
        return (front_matter.texts[key],) if front_matter.texts[key] else ()
    value = front_matter.values.get(key)
    count = len(value) if isinstance(value, list) else 0
    paths = (f"{key}[{index}]" for index in range(count))
    return tuple(front_matter.texts[path] for path in paths if front_matter.texts.get(path))


def _date(front_matter: FrontMatter) -> date | None:
    value = front_matter.values.get("date")
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
