"""Where nothing that decides a site changed, it is not built; where anything did, it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from site_maker import make_hub

from generator.plugin import build_site
from generator.site.cache import cache_folder
from generator.site.looking import files_below, look_at
from generator.site.order import BuiltSite, Order
from generator.site.settled import Settled, Sight, cards_of, digest_of, hub_files, last, settle, settled, sight
from generator.site.walk import Walk

FILES = (
    "cards/a.md",
    "records/a.json",
    "docs/about.md",
    "data/rows.csv",
    "site/index.html",
    "site/models/a/index.html",
)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rely on files at once that were just written, as the next start of the program would."""
    monkeypatch.setattr("generator.site.looking._RACY", 0)


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A hub and its site, and what is kept of building it."""
    root = tmp_path / "hub"
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    order = Order(root)
    keep(order)
    assert is_settled(order)
    return order


def keep(order: Order, *, since: str = "", until: str = "") -> None:
    root = order.root
    kept = Settled(
        cards=cards_of(order),
        sight=sight(hub_files(root, root / "cards", root / "records"), (str(root / "mkdocs.yml"), str(root / "docs"))),
        watched=(look_at(root, "data"), look_at(root, "data/rows.csv"), look_at(root, "data/none")),
        since=since,
        until=until,
        files=digest_of(files_below(root / "site")),
        folder=str(root / "site"),
        statuses={"not-run": 1},
        pages=1,
        warnings=("a warning",),
    )
    settle(cache_folder(root), order, kept)


def found(order: Order) -> BuiltSite | Sight | None:
    """What the next build would find."""
    kept = last(cache_folder(order.root), order)
    if kept is None:
        return None
    with Walk(Path(kept.folder)) as walk:
        return settled(kept, order, walk)


def is_settled(order: Order) -> bool:
    return isinstance(found(order), BuiltSite)


def test_a_build_that_changes_nothing_says_the_same(tmp_path: Path) -> None:
    root = make_hub(tmp_path / "hub")
    time.sleep(0.05)  # What was written just now is not relied on where a disk's clock ticks slowly.
    built = build_site(root)
    assert found(Order(root)) == replace(built, written=0)


def test_it_tells_what_the_build_told(order: Order) -> None:
    told = found(order)
    assert isinstance(told, BuiltSite)
    assert (told.folder, told.pages, told.warnings) == (order.root / "site", 1, ("a warning",))
    assert (told.written, told.statuses) == (0, {"not-run": 1})


@pytest.mark.parametrize(
    "change",
    [
        *[lambda root, name=name: (root / name).write_text("others", encoding="utf-8") for name in FILES],
        *[lambda root, name=name: os.utime(root / name, (1_600_000_000, 1_600_000_000)) for name in FILES],
        *[lambda root, name=name: (root / name).unlink() for name in FILES],
        lambda root: (root / "cards/new").mkdir(),
        lambda root: (root / "data/none").touch(),
        lambda root: (root / "modelhub.toml").touch(),
        lambda root: (root / "pyproject.toml").touch(),
        lambda root: (root / "mkdocs.yml").touch(),
        lambda root: ((root / ".modelhub").mkdir(), (root / ".modelhub/lint.json").touch()),
    ],
)
def test_a_change_is_seen(order: Order, change: Callable[[Path], object]) -> None:
    change(order.root)
    assert not is_settled(order)


def test_text_of_the_same_size_and_time_is_seen(order: Order) -> None:
    card = order.root / "cards/a.md"
    times = card.stat().st_atime_ns, card.stat().st_mtime_ns
    card.write_text("cards/b.md", encoding="utf-8")
    os.utime(card, ns=times)
    assert not is_settled(order)


def test_a_setting_of_the_environment_is_seen(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MKDOCS_OF_OURS", "1")
    assert not is_settled(order)


def test_time_passes(order: Order) -> None:
    keep(order, until="2999-01-01T00:00:00+00:00")
    assert is_settled(order)
    keep(order, until="2020-01-01T00:00:00+00:00")
    assert not is_settled(order)
    keep(order, since="2999-01-01T00:00:00+00:00")
    assert not is_settled(order)


def test_another_site_and_other_cards_are_not_the_same(order: Order, tmp_path: Path) -> None:
    assert not is_settled(replace(order, site_dir=tmp_path / "elsewhere"))
    assert is_settled(replace(order, site_dir=order.root / "site"))
    assert not is_settled(replace(order, cards=tmp_path))


def test_what_was_just_written_is_not_relied_on(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.site.looking._RACY", 3_600_000_000_000)
    keep(order)
    assert not is_settled(order)


def test_links_are_looked_at_but_not_followed_out_of_the_hub(order: Order, tmp_path: Path) -> None:
    (tmp_path / "away" / "far").mkdir(parents=True)
    (order.root / "cards/away").symlink_to(tmp_path / "away", target_is_directory=True)
    (order.root / "docs/away").symlink_to(order.root / "docs", target_is_directory=True)
    keep(order)
    (tmp_path / "away" / "far" / "file.md").touch()
    assert is_settled(order)


def test_what_is_kept_may_be_damaged(order: Order) -> None:
    for file in cache_folder(order.root).glob("settled-*.msgpack"):
        file.write_bytes(b"nothing")
    assert not is_settled(order)
