"""The JSON Schema of a card's front matter, for editors.

It refuses what the linter finds in one value by itself (FM001, FM002, FM004, FM006, FM010, FM012, FM014, FM015, FM016,
RD009). A key that it does not know is allowed: others may read it, and the linter only warns of it. Editors read
YAML 1.2, where ``yes`` is a text and no flag: the schema refuses ``supported: yes``, and so does FM002.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from generator.lint.rules.front_matter.keys import KEYS, Key, Kind
from generator.lint.rules.front_matter.tasks import TASKS
from generator.verify_block import VerifyBlock

Schema: TypeAlias = dict[str, Any]

#: What is written as one value. The hub takes it as it is written, whatever it is to YAML.
PLAIN = ["string", "number", "boolean"]
KINDS: Mapping[Kind, Schema] = {
    "text": {"type": PLAIN},
    "date": {"type": "string"},
    "flag": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": [*PLAIN, "null"]}},
    "mapping": {"type": "object"},
}

DATE = r"^\d{4}-(\d\d-\d\d$|\d\d?-\d\d?([Tt]|[ \t]+)\d\d?:\d\d)"
NAME = "^[A-Za-z0-9_.-]*$"
LANGUAGE = "^([A-Za-z]{1,8}([-_][A-Za-z0-9]{1,8})*)?$"
VERSION = r"\d\.\d"

#: What a plain value of a key may be, also as an item of a list.
VALUES: Mapping[str, Schema] = {
    "name": {"pattern": NAME},
    "date": {"pattern": DATE},
    "task": {"enum": list(TASKS)},
    "language": {"pattern": LANGUAGE},
    "edition": {"pattern": VERSION},
}
#: What a list of a key may be.
LISTS: Mapping[str, Schema] = {"tags": {"minItems": 1, "uniqueItems": True}}

#: What each key is for.
ABOUT: Mapping[str, str] = {
    "title": "The heading of the page.",
    "name": "The model's name in code. Name, language, edition and Spark version are together its identity.",
    "date": "The release date, `YYYY-MM-DD`.",
    "tags": "Words by which readers find the model: its language, its licence, its subject.",
    "task": "The task that the hub sorts the model by, or a list of tasks.",
    "language": "A language code of BCP 47, or a list of them; `xx` for several languages at once.",
    "edition": "The version of the library that the model was made for.",
    "spark_version": "The version of Spark that the model was made for.",
    "annotator": "The class that carries the model. It decides which task is run.",
    "article_header": "The head of the page in Jekyll. The hub does not use it.",
    "author": "Who made the model.",
    "class": "The class that carries the model, in older cards. The hub does not use it.",
    "deprecated": "Whether another model should be used.",
    "engine": "What computes the model.",
    "layout": "The layout of the page in Jekyll. The hub does not use it.",
    "nav_key": "The place in Jekyll's menu. The hub does not use it.",
    "recommended": "Whether the model is one to begin with.",
    "repository": "Where the model was published first. The hub does not use it.",
    "supported": "Whether somebody looks after the model.",
    "use_language_switcher": "The tabs of code in Jekyll. The hub finds them by itself.",
    "verify": "How to run the model, and what it should answer.",
}
EXAMPLES: Mapping[str, list[Any]] = {
    "title": ["News topic of a short English text"],
    "name": ["news_topic"],
    "date": ["2026-11-20"],
    "tags": [["en", "open_source", "news"]],
    "language": ["en", "xx", ["de", "fr"]],
    "edition": ["Spark NLP 5.3.0"],
    "spark_version": [3.0, "3.2"],
    "annotator": ["BertForSequenceClassification"],
    "article_header": [{"type": "cover"}],
    "author": ["Example Authors"],
    "engine": ["tensorflow", "onnx"],
    "layout": ["model"],
    "use_language_switcher": ["Python-Scala-Java"],
}


def card_schema() -> Schema:
    """The schema, with that of the ``verify`` block in it, so that an editor needs one file only."""
    verify = VerifyBlock.model_json_schema(ref_template="#/$defs/{model}")
    definitions = {**verify.pop("$defs", {}), "VerifyBlock": verify}
    return {
        "title": "Front matter of a model card",
        "description": "The YAML between two lines `---` that a card begins with.",
        "type": "object",
        "properties": {name: _property(key) for name, key in KEYS.items()},
        "required": [name for name, key in KEYS.items() if key.required],
        "$defs": dict(sorted(definitions.items())),
    }


def _property(key: Key) -> Schema:
    head: Schema = {"title": key.name, "description": ABOUT[key.name]}
    if key.name in EXAMPLES:
        head["examples"] = EXAMPLES[key.name]
    if key.name == "verify":
        return head | {"$ref": "#/$defs/VerifyBlock"}
    kinds = [_value(key, kind) for kind in key.kinds]
    if not key.required:
        kinds.append({"type": "null"})  # as good as absent
    return head | (kinds[0] if len(kinds) == 1 else {"anyOf": kinds})


def _value(key: Key, kind: Kind) -> Schema:
    """What a key's value of one kind may be. An empty text is as good as absent, too."""
    value = VALUES.get(key.name, {})
    if kind == "list":
        return KINDS[kind] | ({"items": value} if value else {}) | LISTS.get(key.name, {})
    return KINDS[kind] | value | ({"minLength": 1} if kind == "text" and key.required else {})
