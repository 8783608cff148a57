from __future__ import annotations

import re

import pytest

from generator.config import Config, config_schema, parse_config
from generator.errors import ConfigError


def test_an_empty_configuration_is_the_defaults() -> None:
    assert parse_config({}, "modelhub.toml") == Config()


def test_values_are_taken() -> None:
    config = parse_config({"cards": "posts", "verify": {"timeout": 12}}, "modelhub.toml")
    assert (config.cards, config.verify.timeout) == ("posts", 12.0)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"crds": "x"}, "modelhub.toml: crds: unknown key; did you mean `cards`?"),
        ({"verify": {"timout": 3}}, "modelhub.toml: verify.timout: unknown key; did you mean `timeout`?"),
        ({"zzz": 1}, "modelhub.toml: zzz: unknown key; known keys: cards, lint, records, site, verify"),
        ({"verify": {"threads": 0}}, "modelhub.toml: verify.threads: expected an integer >= 1"),
        ({"cards": ["a"]}, "modelhub.toml: cards: expected a string, got an array"),
        ({"lint": 3}, "modelhub.toml: lint: expected a table, got an integer"),
        ({"verify": {"executor": "cloud"}}, "modelhub.toml: verify.executor: expected one of: local, ray"),
        ({"verify": {"protocols": ["s3", "S3"]}}, "verify.protocols.1: expected a string matching regex"),
        ({"verify": {"memory": "much"}}, 'verify.memory: expected bytes, or text with a unit, such as "8 GiB"'),
        ({"verify": {"disk": "9" * 400}}, 'verify.disk: expected bytes, or text with a unit, such as "8 GiB"'),
        ({"verify": {"disk": "1 KiB"}}, "modelhub.toml: verify.disk: expected an integer >= 1048576"),
        ({"lint": {"levels": {"FM": "bad"}}}, "modelhub.toml: lint.levels.FM: expected one of: error, warning, info"),
        ({"lint": {"per_file_ignores": {"a": [1]}}}, "lint.per_file_ignores.a.0: expected a string, got an integer"),
    ],
)
def test_a_wrong_key_is_named_with_what_was_expected(values: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(values, "modelhub.toml")
    assert message in str(caught.value)
    assert len(caught.value.problems) == 1


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config({"a": 1, "verify": {"batch_size": -1, "protocols": ["A", "s3", "B"]}}, "modelhub.toml")
    assert [problem.partition(":")[0] for problem in caught.value.problems] == [
        "a",
        "verify.batch_size",
        "verify.protocols.0",
        "verify.protocols.2",
    ]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("536870912", 2**29),
        ("4 GiB", 4 * 2**30),
        ("4gib", 4 * 2**30),
        ("4 GB", 4 * 10**9),
        ("4G", 4 * 10**9),
        ("600 MB ", 6 * 10**8),
        ("1.5 TiB", 3 * 2**39),
        (".75 GiB", 3 * 2**28),
    ],
)
def test_sizes_may_have_units(text: str, size: int) -> None:
    assert parse_config({"verify": {"memory": text}}, "modelhub.toml").verify.memory == size
    assert all(re.search(pattern, text) for pattern in patterns_of("memory"))


def patterns_of(key: str) -> list[str]:
    return [config_schema()["$defs"]["VerifyConfig"]["properties"][key]["pattern"]]
