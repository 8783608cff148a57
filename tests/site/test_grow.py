from __future__ import annotations

from itertools import chain
from pathlib import Path

import msgspec
from site_maker import write_card

from generator.render import Links
from generator.site.grow import Seed, Soil, grow, is_leaf
from generator.site.leaf import Leaf, Unreadable
from generator.store.cards import card_places

LARGE = 100_000


def seeds_of(root: Path) -> list[Seed]:
    return [Seed(place.read(), place.key) for place in card_places(root, root / "cards")]


def grown(seeds: list[Seed], root: Path) -> list[Leaf | Unreadable]:
    soil = Soil(str(root), str(root / "records"), 30.0, "2026-11-22T00:00:00+00:00", Links(), b"")
    kinds = {True: Leaf, False: Unreadable}
    return [msgspec.msgpack.decode(data[1:], type=kinds[is_leaf(data)]) for data in grow(seeds, soil)]


def shown(leaf: Leaf | Unreadable) -> object:
    """All but the lines of code that were not coloured before."""
    return msgspec.structs.replace(leaf, lines=()) if isinstance(leaf, Leaf) else leaf


def test_cards_that_grow_together_become_what_each_becomes_alone(tmp_path: Path) -> None:
    for number in range(5):
        write_card(
            tmp_path, f"m{number}_en", description=f"Model {number}. " + "word " * (LARGE // 5) * (number in {1, 2})
        )
    (tmp_path / "cards" / "m2a_en.md").write_text("no front matter")
    (tmp_path / "cards" / "m3a_en.md").write_bytes(b"---\nname: \xff\n---\n")
    seeds = seeds_of(tmp_path)
    assert sum(len(seed.file.data) > LARGE for seed in seeds) == 2

    together = [shown(leaf) for leaf in grown(seeds, tmp_path)]
    alone = [shown(leaf) for leaf in chain.from_iterable(grown([seed], tmp_path) for seed in seeds)]
    assert together == alone
    assert [isinstance(leaf, Unreadable) for leaf in together] == [False, False, False, True, False, True, False]


def test_lines_of_code_come_with_the_card_that_they_were_coloured_for(tmp_path: Path) -> None:
    names = ["only_here_a", "only_here_b"]
    for name in names:
        write_card(tmp_path, name)
    for name, leaf in zip(names, grown(seeds_of(tmp_path), tmp_path), strict=True):
        assert isinstance(leaf, Leaf)
        loading = [line for language, line, _ in leaf.lines if language == "python" and "pretrained" in line]
        assert loading == [f'classifier = BertForSequenceClassification.pretrained("{name}", "en")']
