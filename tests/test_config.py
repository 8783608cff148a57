from __future__ import annotations

import pytest

from generator.config import Config, parse_config
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
        ({"verify": {"threads": 0}}, "modelhub.toml: verify.threads: input should be greater than or equal to 1"),
        ({"cards": ["a"]}, "modelhub.toml: cards: input should be a valid string"),
        ({"lint": 3}, "modelhub.toml: lint: input should be a valid dictionary or instance of LintConfig"),
    ],
)
def test_a_wrong_key_is_named_with_what_was_expected(values: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(values, "modelhub.toml")
    assert str(caught.value) == message


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config({"a": 1, "verify": {"batch_size": -1}}, "modelhub.toml")
    assert len(caught.value.problems) == 2
