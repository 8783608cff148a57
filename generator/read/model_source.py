"""Finds where a model's weights come from: the author says so, or the card links to one repository."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from generator.card import FrontMatter, Link, ModelSource
from generator.diagnostic import Span

if TYPE_CHECKING:  # Its pydantic models start slowly, and few cards have the block.
    from generator.verify_block import VerifyBlock

_HOSTS = frozenset({"huggingface.co", "www.huggingface.co", "hf.co"})

#: First parts of the Hub's addresses that are no account.
_NO_ACCOUNT = frozenset(
    {
        "api", "blog", "chat", "collections", "course", "datasets", "docs", "enterprise", "inference-api",
        "inference-endpoints", "join", "languages", "learn", "login", "metrics", "models", "new", "organizations",
        "papers", "posts", "pricing", "privacy", "search", "settings", "spaces", "tasks", "terms-of-service",
        "transformers", "tokenizers",
    }
)  # fmt: skip

#: Repositories that had no account in their address at first: the beginning of their name, and the account that
#: the Hub redirects them to. Such addresses are not given out any more, so the table does not grow.
_LEGACY = (
    (r"bert-(base|large)-[\w-]+", "google-bert"),
    (r"distil(bert|roberta|gpt2)[\w-]*", "distilbert"),
    (r"(roberta-(base|large)(-mnli)?|xlm-(roberta|mlm|clm)-[\w-]+)", "FacebookAI"),
    (r"albert-x{0,2}(base|large)-v[12]", "albert"),
    (r"xlnet-(base|large)-cased", "xlnet"),
    (r"t5-(small|base|large|3b|11b)", "google-t5"),
    (r"(gpt2(-medium|-large|-xl)?|openai-gpt|roberta-(base|large)-openai-detector)", "openai-community"),
    (r"transfo-xl-wt103", "transfo-xl"),
    (r"camembert-base", "almanach"),
    (r"ctrl", "Salesforce"),
)

#: Hub's rule for both parts of ``owner/name``.
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_PINNING = frozenset({"tree", "blob", "resolve", "raw", "commit"})


def read_source(
    front_matter: FrontMatter, verify: VerifyBlock | None, links: Iterable[Link], here: Span
) -> ModelSource:
    """Where the weights come from.

    Args:
        front_matter: The card's, for places and to know of an invalid ``verify`` block.
        verify: The block, where there is a valid one.
        links: Those of References and Data Source, in order.
        here: Where to point to when there is nothing to point to.
    """
    if verify is not None and verify.source is not None:
        where = front_matter.where("verify.source")
        return ModelSource(verify.source, verify.revision or "", "verify", "", _linked_names(links), where)
    repositories = _repositories(links)
    names = tuple(repositories)
    span = next((link.span for _, link in repositories.values()), here)
    if verify is None and "verify" in front_matter.values:
        problem = "the verify block is invalid, so nothing is inferred in its place"
        return ModelSource("", "", "none", problem, names, front_matter.where("verify"))
    if len(names) == 1:
        revision, _ = repositories[names[0]]
        return ModelSource(f"hf:{names[0]}", revision, "inferred", "", names, span)
    if not names:
        problem = "References and Data Source link to no model repository on the Hugging Face Hub"
    else:
        problem = f"References and Data Source link to {len(names)} model repositories: {', '.join(names)}"
    return ModelSource("", "", "none", problem, names, span)


def hub_repository(url: str) -> tuple[str, str] | None:
    """The model repository that an address on the Hugging Face Hub leads to.

    Returns:
        ``owner/name`` and the revision that the address pins (empty for ``main``); ``None`` for anything else: data
        sets, spaces, documentation, an account's page.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if host not in _HOSTS:
        return None
    path = [unquote(part) for part in parts.path.split("/") if part]
    if not path or path[0] in _NO_ACCOUNT or not all(_NAME.fullmatch(part) for part in path[:2]):
        return None
    legacy = _legacy_owner(path[0])
    if legacy:
        path.insert(0, legacy)
    if len(path) == 1:
        return None
    revision = path[3] if len(path) > 3 and path[2] in _PINNING else ""  # noqa: PLR2004 - owner/name/tree/revision
    return f"{path[0]}/{path[1]}", "" if revision == "main" else revision


def _legacy_owner(name: str) -> str:
    return next((owner for pattern, owner in _LEGACY if re.fullmatch(pattern, name)), "")


def _repositories(links: Iterable[Link]) -> dict[str, tuple[str, Link]]:
    """Names to revision and first link; the Hub does not tell upper from lower case."""
    found: dict[str, tuple[str, Link]] = {}
    known: set[str] = set()
    for link in links:
        repository = hub_repository(link.url)
        if repository is not None and repository[0].casefold() not in known:
            known.add(repository[0].casefold())
            found[repository[0]] = (repository[1], link)
    return found


def _linked_names(links: Iterable[Link]) -> tuple[str, ...]:
    return tuple(_repositories(links))
