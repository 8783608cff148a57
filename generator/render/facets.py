"""What models can be looked up by without a script: task, language, licence, label. Each value has a path.

Values that differ in case, spaces, hyphens or underscores alone are one, under the spelling that most models have. Of a
label the prefix that tags words in a text does not count: ``B-PER`` and ``I-PER`` are ``PER``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.listing import Listing
from generator.render.languages import language_key, language_name

FOLDER = "browse"
#: Where the page with all facets lies.
ALL_FACETS = f"{FOLDER}/index.html"
#: Values of a facet that have pages: those with the most models.
LARGEST = 1_000
#: Models that a label must have for a page of its own; a label of one model is found on that model's page.
SHARED = 2
_SLUG_LENGTH = 60
_SIMPLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEPARATORS = re.compile(r"[\W_]+")
_SPACES = re.compile(r"[\s_-]+")
_PREFIX = re.compile(r"[BIESLU][-_](?=.)", re.IGNORECASE)
#: A label that tells nothing by itself: numbers, signs, and the tag of what is outside of everything.
_TELLS_NOTHING = re.compile(r"[\W\d_]*|o", re.IGNORECASE)
#: Names that no file may have on Windows; a folder of pages is copied anywhere.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to look models up.

    Attributes:
        slug: Its folder.
        title: Of the page with all values.
        noun: Of one value, ``language``.
        heading: Of the page of one value; ``{}`` stands for the value.
        values: What a model has of it, as the card writes it.
        key: What spellings of one value have in common; empty for no value.
        name: What readers are shown.
        least: Models that a value must have.
    """

    slug: str
    title: str
    noun: str
    heading: str
    values: Callable[[Listing], Sequence[str]]
    key: Callable[[str], str]
    name: Callable[[str], str] = str
    least: int = 1


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet.

    Attributes:
        slug: Its folder, unique in the facet.
        spelling: As most models have it.
        models: In the order of the listings.
    """

    slug: str
    spelling: str
    models: Sequence[Listing]


def plain_key(text: str) -> str:
    """A value without regard to case, spaces, hyphens and underscores."""
    return _SPACES.sub("-", unicodedata.normalize("NFKC", text).casefold()).strip("-")


def label_key(label: str) -> str:
    """The family of a label: without its prefix, as ``plain_key``; empty for one that tells nothing."""
    bare = _PREFIX.sub("", label, count=1) if _PREFIX.match(label) else label
    return "" if _TELLS_NOTHING.fullmatch(bare) else plain_key(bare)


def label_name(label: str) -> str:
    """A label without its prefix."""
    return _PREFIX.sub("", label, count=1) if _PREFIX.match(label) else label


TASKS = Facet("tasks", "Tasks", "task", "Models for {}", lambda listing: listing.tasks, plain_key)
LANGUAGES = Facet(
    "languages",
    "Languages",
    "language",
    "Models for {}",
    lambda listing: listing.languages,
    language_key,
    language_name,
)
LICENCES = Facet("licences", "Licences", "licence", "Models under {}", lambda listing: (listing.license,), plain_key)
LABELS = Facet(
    "labels", "Labels", "label", "Models that predict {}", lambda listing: listing.labels, label_key, label_name, SHARED
)
FACETS = (TASKS, LANGUAGES, LICENCES, LABELS)


def facet_path(facet: Facet) -> str:
    """Where the page with all values of a facet lies."""
    return f"{FOLDER}/{facet.slug}/index.html"


def values_of(facet: Facet, listings: Sequence[Listing]) -> tuple[Value, ...]:
    """Every value that has pages, by key."""
    models: dict[str, list[Listing]] = defaultdict(list)
    texts = Counter(chain.from_iterable(map(facet.values, listings)))
    keys = _Keys(facet.key)
    for listing in listings:
        found = facet.values(listing)
        for key in {keys[text] for text in found} if len(found) > 1 else map(keys.__getitem__, found):
            models[key].append(listing)
    models.pop("", None)
    shared = [key for key in models if len(models[key]) >= facet.least]
    largest = sorted(sorted(shared, key=lambda key: (-len(models[key]), key))[:LARGEST])
    usual = _usual(keys, texts)
    slugs = slugs_of(largest)
    return tuple(Value(slugs[key], usual[key], models[key]) for key in largest)


class _Keys(dict[str, str]):
    """The key of each text, made once."""

    def __init__(self, key: Callable[[str], str]) -> None:
        self._key = key

    def __missing__(self, text: str) -> str:
        key = self[text] = self._key(text)
        return key


def _usual(keys: Mapping[str, str], texts: Counter[str]) -> dict[str, str]:
    """The spelling of each key that most models have, and of those the first."""
    usual: dict[str, str] = {}
    for text in sorted(texts, key=lambda text: (-texts[text], text)):
        usual.setdefault(keys[text], text)
    return usual


def slugs_of(keys: Iterable[str]) -> Mapping[str, str]:
    """A folder name for each key: of ASCII letters, digits and hyphens, safe on every system, and no two the same.

    A key that cannot be written so ends in a digest of it; so its name says nothing of which other keys there are.
    """
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(keys):
        slugs[key] = next(name for name in _names(key) if name not in taken)
        taken.add(slugs[key])
    return slugs


def _names(key: str) -> Iterator[str]:
    """Folder names for a key, best first; the last is no other key's."""
    if _SIMPLE.fullmatch(key) and len(key) <= _SLUG_LENGTH and key not in _DEVICES:
        yield key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    words = _SEPARATORS.sub("-", unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode())
    words = words.strip("-").casefold()[:_SLUG_LENGTH].strip("-")
    for length in (8, 64):
        yield f"{words}-{digest[:length]}".strip("-")
