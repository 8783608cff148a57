"""Multiple choice against torch used directly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from model_maker import make_pretrained

from generator.output import ChoiceOutput
from generator.run.job import Answer
from generator.run.trouble import RunFailed

pytestmark = pytest.mark.run

AnswerOf = Callable[..., Answer]
QUESTION = "anna lives in ?"
CHOICES = ["paris", "berlin", "a great disease"]


@pytest.fixture(scope="module")
def choosing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that chooses."""
    return make_pretrained(tmp_path_factory.mktemp("choosing"), "BertForMultipleChoice")


def directly(model: Path, firsts: list[str], seconds: list[str]) -> list[float]:
    """The softmax over the logits of pairs that are read one by one."""
    import torch  # noqa: PLC0415  only these tests pay for it
    from transformers import BertForMultipleChoice, BertTokenizer  # noqa: PLC0415

    tokenizer, direct = BertTokenizer.from_pretrained(model), BertForMultipleChoice.from_pretrained(model).eval()
    logits = []
    for first, second in zip(firsts, seconds, strict=True):
        pair = tokenizer(first, second, return_tensors="pt")
        with torch.no_grad():
            logits.append(direct(**{name: values[None] for name, values in pair.items()}).logits.item())
    scores: list[float] = torch.tensor(logits).softmax(0).tolist()
    return scores


@pytest.mark.parametrize("context", ["", "anna works for acme in berlin ."])
def test_the_scores_are_those_of_question_and_choice(choosing: Path, answer_of: AnswerOf, context: str) -> None:
    sample = {"question": QUESTION, "choices": "\n".join(CHOICES), **({"context": context} if context else {})}
    output = answer_of("multiple-choice", choosing, sample).outputs[0]
    firsts = [context or QUESTION] * 3
    seconds = [f"{QUESTION} {choice}" for choice in CHOICES] if context else CHOICES
    expected = dict(zip(CHOICES, directly(choosing, firsts, seconds), strict=True))
    assert isinstance(output, ChoiceOutput)
    assert output.answer == output.scores[0].label == max(expected, key=lambda choice: expected[choice])
    assert {item.label: item.score for item in output.scores} == pytest.approx(expected, abs=6e-5)
    assert not output.truncated


def test_the_question_is_cut_and_never_a_choice(choosing: Path, answer_of: AnswerOf) -> None:
    long = {"question": "the " * 60, "choices": "paris\nberlin works for acme"}
    output = answer_of("multiple-choice", choosing, long).outputs[0]
    firsts = ["the " * 44, "the " * 41]  # 48 tokens with the choice, [CLS] and two [SEP].
    expected = directly(choosing, firsts, ["paris", "berlin works for acme"])
    assert isinstance(output, ChoiceOutput)
    assert output.truncated
    assert sorted(item.score for item in output.scores) == pytest.approx(sorted(expected), abs=6e-5)
    with pytest.raises(RunFailed, match="a choice alone is longer than the 48 tokens"):
        answer_of("multiple-choice", choosing, {"question": "a", "choices": "paris\n" + "the " * 60})


def test_of_equal_choices_the_first_stands_first(choosing: Path, answer_of: AnswerOf) -> None:
    sample = {"question": QUESTION, "choices": "paris\nParis\nparis"}
    first, second = (answer_of("multiple-choice", choosing, sample).outputs for _ in range(2))
    assert first == second
    assert isinstance(first[0], ChoiceOutput)
    assert [item.label for item in first[0].scores] == ["paris", "Paris", "paris"]


def test_case_is_put_aside_where_the_card_says_so(tmp_path: Path, answer_of: AnswerOf) -> None:
    model = make_pretrained(tmp_path, "BertForMultipleChoice")
    settings = model / "tokenizer_config.json"
    settings.write_text(settings.read_text().replace("true", "false"))
    shouted = {"question": QUESTION.upper(), "choices": "PARIS\nA GREAT DISEASE"}
    quiet = {"question": QUESTION, "choices": "paris\na great disease"}

    def scores(sample: dict[str, str], **options: object) -> list[float]:
        output = answer_of("multiple-choice", model, sample, options=options).outputs[0]
        assert isinstance(output, ChoiceOutput)
        return [item.score for item in output.scores]

    assert scores(shouted, case_sensitive=False) == scores(quiet)
    assert scores(shouted) != scores(quiet)


def test_each_row_is_measured_as_a_sample_is(choosing: Path, answer_of: AnswerOf) -> None:
    rows = [{"question": QUESTION, "choices": CHOICES}, {"question": "anna", "choices": ["berlin", "works for acme"]}]
    samples = [{"question": row["question"], "choices": "\n".join(row["choices"])} for row in rows]
    answer = answer_of("multiple-choice", choosing, *samples, rows=rows)
    for output, prediction in zip(answer.outputs, answer.predictions, strict=True):
        assert isinstance(output, ChoiceOutput)
        assert (prediction.labels, prediction.confidence) == ([output.answer], output.scores[0].score)
