"""SX: what a card must not give away, and where it must not lead. A section put in begins in line 65."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]

#: Put together here, so that no scanner takes this file for a leak.
HUGGING_FACE = "hf_" + "QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi"
AWS = "AKIA" + "3Q5W7E9R2T4Y6U8I"
SPARK_NLP = "5.3.0-" + "0123456789abcdef0123456789abcdef01234567"
NGROK = "2aB4cD6eF8gH1iJ3kL5mN7oP9qR_" + "3sT5uV7wX9yZ2aB4cD6eF"
TOKEN = "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV"

FAILS = [
    ("https://reader:s3cr3t@example.org", "SX001", 1, "the link gives away the password of `reader`"),
    ("`curl ftp://reader:s3cr3t@example.org/a`", "SX001", 7, "the link gives away the password of `reader`"),
    ("[data](../../../etc/passwd)", "SX002", 8, "`../../../etc/passwd` leads out of the hub"),
    ("[data](a/../../../b)", "SX002", 8, "`a/../../../b` leads out of the hub"),
    ("[data](%2e%2e/%2e%2e/x)", "SX002", 8, "`%2e%2e/%2e%2e/x` leads out of the hub"),
    ("[data](file:///etc/passwd)", "SX002", 8, "`file:///etc/passwd` leads out of the hub"),
    (f"`token={HUGGING_FACE}`", "SX003", 8, "the card gives away a key (Hugging Face token): `hf_Q…`"),
    (f"key {AWS}.", "SX003", 5, "the card gives away a key (AWS access key): `AKIA…`"),
    (f"key {SPARK_NLP}", "SX003", 5, "the card gives away a key (Spark NLP secret): `5.3.…`"),
    (f"`!ngrok authtoken {NGROK}`", "SX003", 19, "the card gives away a key (ngrok token): `2aB4…`"),
    (f"key {TOKEN}", "SX003", 5, "the card gives away a key (JSON web token): `eyJh…`"),
]

PASSES = [
    "https://example.org/a:b@c",
    "https://user:password@example.org and https://user:<token>@example.org",
    "write to news@example.org: soon",
    "[other](../other.md) and [folder](../docs/a.md#top) and https://example.org/../../../x",
    "`[data](../../../etc/passwd)`",
    "hf_" + "x" * 34,
    "hf_YOUR_TOKEN_HERE",
    "AKIAIOSFODNN7",
    f"sha {HUGGING_FACE}a1b2c3d4",
    "5.3.0-rc1",
    "`!ngrok authtoken YOUR_TOKEN` and an authtoken of theirs",
]


@pytest.mark.parametrize(("text", "rule", "column", "message"), FAILS)
def test_fails(text: str, rule: str, column: int, message: str, found: Callable[..., Expected]) -> None:
    assert found("SX", markdown=f"## Limits\n\n{text}\n") == [(rule, 67, column, message)]


@pytest.mark.parametrize("text", PASSES)
def test_passes(text: str, found: Callable[..., Expected]) -> None:
    assert found("SX", markdown=f"## Limits\n\n{text}\n") == []


def test_a_card_in_a_folder_may_climb_one_step_more(found: Callable[..., Expected]) -> None:
    markdown = "## Limits\n\n[data](../../docs/a.md)\n"
    assert found("SX", path="news/a.md", markdown=markdown) == []
    assert [item[0] for item in found("SX", path="a.md", markdown=markdown)] == ["SX002"]


def test_a_secret_in_the_front_matter_and_in_code_is_found(found: Callable[..., Expected]) -> None:
    assert [item[1] for item in found("SX", yaml=f"author: {AWS}", python=f'key = "{AWS}"')] == [15, 31]


def test_no_message_repeats_what_is_secret(found: Callable[..., Expected]) -> None:
    found_all = found("SX", markdown=f"## Limits\n\n{AWS} https://reader:s3cr3t@example.org\n")
    assert [item for item in found_all if AWS in item[3] or "s3cr3t" in item[3]] == []
    assert len(found_all) == 2
