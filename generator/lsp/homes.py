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
from generator.card import Reading
from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.lint import judge, look_at
from generator.lint.rule import CardRule, DatedRule, Rule
from generator.lint.rules import RULES
from generator.lint.select import choose
from generator.read import read_card

#: What needs more than the card, such as all the others, is left to the command: an editor has milliseconds.
ELSEWHERE = [rule.code for rule in RULES if type(rule) not in {Rule, CardRule, DatedRule}]


@dataclass(frozen=True, slots=True)
class Checker:
    """Reads and checks any text in the place of one card.

    Attributes:
        path: The card's file, from the hub's root: globs of the configuration are held against it.
        key: The file relative to the cards folder without ``.md``.
        config: Which rules are checked; none of them needs more than the card.
        today: The date that the card is checked against.
        until: When patience ends, in seconds of ``time.monotonic``.
    """

    path: str
    key: str
    config: LintConfig
    today: date
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
        outcome = look_at(self.read(text), selection.rules, limited=limited)
        return judge([outcome], selection, known=RULES, today=self.today)


@dataclass(frozen=True, slots=True)
class Home:
    """A hub, or a folder that belongs to none.

    Attributes:
        root: The hub's root, or the folder.
        cards: The cards folder; ``None`` where there is no configuration, so that nobody said where cards lie.
        config: As in ``Checker``.
    """

    root: Path
    cards: Path | None
    config: LintConfig


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
        return Checker(store.shown(file, home.root), key, home.config, self._today())


def _home(folder: Path) -> Home:
    root = store.find_root(folder)
    config = store.load_config(root)
    rules = replace(config.lint, ignore=[*config.lint.ignore, *ELSEWHERE])
    choose(RULES, rules)  # Says at once whether it names a rule that does not exist.
    return Home(root, (root / config.cards).resolve() if store.configured(root) else None, rules)
