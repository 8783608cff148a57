"""Which hub a file belongs to, and how its cards are checked."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from generator import store
from generator.card import Card, ModelSource, Reading
from generator.config import Config, LintConfig
from generator.diagnostic import Diagnostic
from generator.lint import NO_LABELS, Labels, judge, look_at
from generator.lint.rule import HubRule, OnlineRule
from generator.lint.rules import RULES
from generator.lint.select import choose
from generator.read import read_card

#: What needs all the other cards, or servers, is left to the command: an editor has milliseconds.
ELSEWHERE = [rule.code for rule in RULES if isinstance(rule, HubRule | OnlineRule)]


class KnownLabels:
    """The labels of a hub's models; what tells them, a record or a model's folder, is read once.

    Args:
        root: The hub's root.
        config: Its configuration.
    """

    def __init__(self, root: Path, config: Config) -> None:
        self._root = root
        self._config = config
        self._known: dict[tuple[str, ModelSource | None], Labels] = {}

    def of(self, card: Card | None) -> Labels:
        """The labels of a card's model, by the card's path; none where they are not known."""
        if card is None:
            return NO_LABELS
        about = (card.key, card.source)
        if about not in self._known:
            self._known[about] = store.model_labels(self._root, self._config, [card])
        return self._known[about]


@dataclass(frozen=True, slots=True)
class Checker:
    """Reads and checks any text in the place of one card.

    Attributes:
        path: The card's file, from the hub's root: globs of the configuration are held against it.
        key: The file relative to the cards folder without ``.md``.
        config: Which rules are checked; none of them needs other cards, or servers.
        today: The date that the card is checked against.
        labels: What is known of models' labels; ``None`` outside of a hub.
        until: When patience ends, in seconds of ``time.monotonic``.
    """

    path: str
    key: str
    config: LintConfig
    today: date
    labels: KnownLabels | None = None
    until: float = math.inf

    def read(self, text: str) -> Reading:
        """Read the text."""
        return read_card(text.encode(errors="surrogatepass"), path=self.path, key=self.key)

    def keep_patience(self) -> None:
        """Go on while there is patience.

        Raises:
            TimeoutError: It has ended.
        """
        if time.monotonic() > self.until:
            raise TimeoutError

    def check(self, text: str, *, limited: bool = True) -> list[Diagnostic]:
        """Find what is wrong with the text: of each rule no more than is shown, or all.

        Raises:
            TimeoutError: Patience has ended.
        """
        self.keep_patience()
        selection = replace(choose(RULES, self.config), limited=limited)
        reading = self.read(text)
        outcome = look_at(reading, selection.rules, limited=limited)
        labels = self.labels.of(reading.card) if self.labels else NO_LABELS
        return judge([outcome], selection, known=RULES, today=self.today, labels=labels)


@dataclass(frozen=True, slots=True)
class Home:
    """A hub, or a folder that belongs to none.

    Attributes:
        root: The hub's root, or the folder.
        cards: The cards folder; ``None`` where there is no configuration, so that nobody said where cards lie.
        config: As in ``Checker``.
        labels: As in ``Checker``.
    """

    root: Path
    cards: Path | None
    config: LintConfig
    labels: KnownLabels | None


class Homes:
    """The homes of files; each folder's is read once, until all are forgotten.

    Args:
        today: The date that cards are checked against.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._known: dict[Path, Home] = {}

    def forget(self) -> None:
        """Read every configuration again: one may have changed."""
        self._known.clear()

    def checker(self, file: Path, text: str) -> Checker | None:
        """What checks a file; ``None`` where it is no card.

        In a hub, every Markdown file in the cards folder is a card; elsewhere, every one that begins with front matter.

        Raises:
            ModelhubError: A configuration cannot be used.
            OSError: The folders above the file cannot be read.
        """
        folder = file.parent.resolve()
        if folder not in self._known:
            self._known[folder] = _home(folder)
        home, file = self._known[folder], folder / file.name
        if file.suffix != ".md":
            return None
        if home.cards is None:
            begins = text.startswith(("---", "\ufeff---"))
            return Checker(file.name, file.stem, home.config, self._today()) if begins else None
        if not file.is_relative_to(home.cards) or any(
            part.startswith(".") for part in file.relative_to(home.cards).parts
        ):
            return None
        key = file.relative_to(home.cards).with_suffix("").as_posix()
        return Checker(store.shown(file, home.root), key, home.config, self._today(), home.labels)


def _home(folder: Path) -> Home:
    root = store.find_root(folder)
    config = store.load_config(root)
    rules = replace(config.lint, ignore=[*config.lint.ignore, *ELSEWHERE])
    choose(RULES, rules)  # Says at once whether it names a rule that does not exist.
    if not store.configured(root):
        return Home(root, None, rules, None)
    return Home(root, (root / config.cards).resolve(), rules, KnownLabels(root, config))
