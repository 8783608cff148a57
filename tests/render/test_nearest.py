"""Observed embeddings are compared with each other, by their cosine, and with nothing else."""

from __future__ import annotations

import pytest
from site_maker import make_record

from generator.output import EmbeddingOutput, TextOutput, Vector
from generator.record import RunRecord, SampleRun
from generator.render.nearest import nearest_texts


def embedded(*samples: tuple[list[float], ...]) -> RunRecord:
    """A record of samples, each with its vectors; a text is called by its number and the vector's."""
    runs = []
    for number, vectors in enumerate(samples, 1):
        found = [Vector(text=f"{number}.{at}", start=0, end=1, values=values) for at, values in enumerate(vectors, 1)]
        output = EmbeddingOutput(
            of="text", pooling="mean", normalized=False, dimension=2, words=len(vectors), vectors=found
        )
        runs.append(SampleRun(input={"text": "x"}, output=output))
    return make_record("a", "measured", samples=runs)


def test_the_closest_come_first_with_their_cosines() -> None:
    found = nearest_texts(embedded(([1.0, 0.0],), ([3.0, 4.0],), ([-2.0, 0.0],)))
    assert [one.text for one in found] == ["1.1", "2.1", "3.1"]
    assert [(near.text, near.sample, near.cosine) for near in found[0].others] == [
        ("2.1", 2, pytest.approx(0.6)),
        ("3.1", 3, pytest.approx(-1.0)),
    ]


def test_words_are_compared_within_a_sample_and_three_are_shown() -> None:
    (first, *_) = nearest_texts(embedded(([1.0, 0.0], [1.0, 0.1], [1.0, 0.2], [1.0, 0.3], [1.0, 0.4])))
    assert [near.text for near in first.others] == ["1.2", "1.3", "1.4"]


@pytest.mark.parametrize(
    "record",
    [
        embedded(),
        embedded(([1.0, 0.0],)),
        embedded(([1.0, 0.0],), ([0.0, 0.0],)),
        embedded(([1.0, 0.0],), ([1.0, 0.0, 0.0],)),
        make_record(
            "a",
            "measured",
            samples=[SampleRun(input={"text": "x"}, output=TextOutput(text="y", tokens=1, finished=True))] * 2,
        ),
    ],
    ids=["nothing", "one vector", "one of zeros", "different lengths", "no embeddings"],
)
def test_without_two_vectors_to_compare_there_are_no_neighbours(record: RunRecord) -> None:
    assert nearest_texts(record) == ()


def test_a_card_with_hundreds_of_words_is_compared_in_part() -> None:
    assert len(nearest_texts(embedded(*[([1.0, float(i)],) for i in range(300)]))) == 24
