"""What each task's runner answers, against torch and transformers used directly."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from model_maker import (
    change_config,
    make_entailment,
    make_generator,
    make_model,
    make_polyglot,
    make_pretrained,
    make_text_to_text,
    make_translator,
)

from generator.output import AnswerOutput, ClassificationOutput, EmbeddingOutput, MaskOutput, NumberOutput, TextOutput
from generator.run.job import Answer, Job
from generator.run.trouble import RunFailed

pytestmark = pytest.mark.run

TEXT = "Anna really liked that movie"


def run(task: str, model: Path, *samples: dict[str, str], **settings: Any) -> Answer:
    from generator.run.worker.run import run as run_here  # noqa: PLC0415  imports torch

    job = {"activation": None, "max_length": None, "threads": 1, "batch_size": 2, "result": "", **settings}
    return run_here(Job.model_validate({"task": task, "model": str(model), "samples": samples, **job}))


def bert(kind: str, model: Path) -> tuple[Any, Any]:
    import transformers  # noqa: PLC0415  only these tests pay for it

    tokenizer = transformers.BertTokenizer.from_pretrained(model)
    return tokenizer, getattr(transformers, kind).from_pretrained(model).eval()


def greedy(model: Any, ids: Any, start: list[int], most: int, end: int) -> list[int]:
    """The likeliest token each time, one by one; ``ids`` is what an encoder reads, or nothing."""
    import torch  # noqa: PLC0415  only these tests pay for it

    tokens = list(start)
    while len(tokens) < len(start) + most and (len(tokens) == len(start) or tokens[-1] != end):
        given = {"input_ids": torch.tensor([tokens])}
        if ids is not None:
            given = {"input_ids": ids, "decoder_input_ids": given["input_ids"]}
        with torch.no_grad():
            tokens.append(int(model(**given).logits[0, -1].argmax()))
    return tokens[len(start) :]


@pytest.fixture(scope="module")
def masked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A masked language model, whose encoder gives embeddings too."""
    return make_pretrained(tmp_path_factory.mktemp("masked"), "BertForMaskedLM")


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that answers questions."""
    return make_pretrained(tmp_path_factory.mktemp("answering"), "BertForQuestionAnswering")


@pytest.fixture(scope="module")
def entailing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of entailment."""
    return make_entailment(tmp_path_factory.mktemp("entailing"))


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that continues a text."""
    return make_generator(tmp_path_factory.mktemp("writing"))


@pytest.fixture(scope="module")
def rewriting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that makes one text of another."""
    return make_text_to_text(tmp_path_factory.mktemp("rewriting"))


@pytest.fixture(scope="module")
def translating(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that translates."""
    return make_translator(tmp_path_factory.mktemp("translating"))


def test_a_regression_gives_its_number(tmp_path: Path) -> None:
    import torch  # noqa: PLC0415

    model = make_model(tmp_path, ["score"], problem_type="regression")
    output = run("text-classification", model, {"text": TEXT}).outputs[0]
    tokenizer, direct = bert("BertForSequenceClassification", model)
    with torch.no_grad():
        expected = direct(**tokenizer(TEXT, return_tensors="pt")).logits.item()
    assert isinstance(output, NumberOutput)
    assert [number.label for number in output.numbers] == ["score"]
    assert output.numbers[0].value == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
def test_zero_shot_scores_come_from_entailment(entailing: Path, activation: str) -> None:
    import torch  # noqa: PLC0415

    labels = ["movie", "disease", "anna lives in berlin"]
    options = {"candidate_labels": labels, "hypothesis": "that is {} ."}
    answer = run(
        "zero-shot-classification",
        entailing,
        {"text": TEXT},
        options=options,
        activation=activation,
        rows=[{"text": TEXT}],
    )
    tokenizer, direct = bert("BertForSequenceClassification", entailing)
    with torch.no_grad():
        rows = [direct(**tokenizer(TEXT, f"that is {label} .", return_tensors="pt")).logits[0] for label in labels]
    if activation == "softmax":
        expected = torch.stack([row[2] for row in rows]).softmax(0).tolist()
    else:
        expected = [row[[0, 2]].softmax(0)[1].item() for row in rows]
    output = answer.outputs[0]
    assert isinstance(output, ClassificationOutput)
    scores = {score.label: score.score for score in output.scores}
    assert [scores[label] for label in labels] == pytest.approx(expected, abs=6e-5)
    least = max(expected) if activation == "softmax" else 0.5
    right = [label for label, score in zip(labels, expected, strict=True) if score >= least]
    assert set(output.predicted) == set(right)
    assert [row.labels for row in answer.predictions] == [output.predicted]
    assert answer.labels == labels


def test_zero_shot_cuts_the_text_and_never_the_hypothesis(entailing: Path) -> None:
    options = {"candidate_labels": ["movie", "disease"]}
    long = run("zero-shot-classification", entailing, {"text": "the " * 100}, options=options).outputs[0]
    short = run("zero-shot-classification", entailing, {"text": "the " * 33}, options=options).outputs[0]
    assert isinstance(long, ClassificationOutput)
    assert isinstance(short, ClassificationOutput)
    assert (long.truncated, short.truncated) == (True, False)
    assert len({score.score for score in long.scores}) == 2


def test_the_best_answer_stands_in_the_context(answering: Path) -> None:
    import torch  # noqa: PLC0415

    question, context = "that works ?", "Anna lives in Paris , microsoft works in Berlin ."
    output = run("question-answering", answering, {"question": question, "context": context}).outputs[0]
    tokenizer, direct = bert("BertForQuestionAnswering", answering)
    encoded = tokenizer(question, context, return_tensors="pt")
    with torch.no_grad():
        given = direct(**encoded)
    inside = (encoded["token_type_ids"][0] == 1).nonzero().flatten().tolist()[:-1]  # The last one is [SEP].
    starts, ends = (logits[0][inside].softmax(0) for logits in (given.start_logits, given.end_logits))
    scores = {(a, b): float(starts[a] * ends[b]) for a in range(len(inside)) for b in range(a, len(inside))}
    first, last = max(scores, key=lambda pair: scores[pair])
    words = context.split()
    assert isinstance(output, AnswerOutput)
    assert output.answer == context[output.start : output.end] == " ".join(words[first : last + 1])
    assert output.score == pytest.approx(scores[first, last], abs=6e-5)
    assert output.windows == 1


def test_a_long_context_is_read_in_windows(answering: Path) -> None:
    context = "anna lives in paris . " * 40
    question = {"question": "that works ?", "context": context}
    output = run("question-answering", answering, question).outputs[0]
    assert isinstance(output, AnswerOutput)
    assert output.windows > 3
    assert output.answer == context[output.start : output.end]
    with pytest.raises(RunFailed, match="the question alone is longer than the 48 tokens"):
        run("question-answering", answering, {"question": "the " * 60, "context": "anna"})


@pytest.mark.parametrize("mask", ["[MASK]", "<mask>"])
def test_the_likeliest_words_stand_for_the_mask(masked: Path, mask: str) -> None:
    import torch  # noqa: PLC0415

    output = run("fill-mask", masked, {"text": f"Anna {mask} liked that movie"}).outputs[0]
    tokenizer, direct = bert("BertForMaskedLM", masked)
    with torch.no_grad():
        expected = direct(**tokenizer("Anna [MASK] liked that movie", return_tensors="pt")).logits[0, 2].softmax(0)
    best = expected.topk(5)
    assert isinstance(output, MaskOutput)
    assert [item.score for item in output.candidates] == pytest.approx(best.values.tolist(), abs=6e-5)
    assert [item.label for item in output.candidates] == tokenizer.convert_ids_to_tokens(best.indices.tolist())


@pytest.mark.parametrize(("text", "count"), [("no mask", 0), ("[MASK] and [MASK]", 2)])
def test_a_text_needs_one_mask(masked: Path, text: str, count: int) -> None:
    with pytest.raises(RunFailed, match=rf"the sample has {count} masks"):
        run("fill-mask", masked, {"text": text})


def test_a_text_is_continued_greedily_until_it_ends_or_is_full(writing: Path) -> None:
    from transformers import AutoTokenizer, GPT2LMHeadModel  # noqa: PLC0415

    tokenizer, direct = AutoTokenizer.from_pretrained(writing), GPT2LMHeadModel.from_pretrained(writing).eval()
    start = tokenizer("the movie")["input_ids"]
    answer = run("text-generation", writing, {"text": "the movie"}, options={"max_new_tokens": 9})
    expected = greedy(direct, None, start, 9, 1)
    output = answer.outputs[0]
    assert isinstance(output, TextOutput)
    assert output.text == tokenizer.decode(expected, skip_special_tokens=True)
    assert (output.tokens, output.finished) == (len(expected), expected[-1] == 1)
    full = run("text-generation", writing, {"text": "the movie"}).outputs[0]
    assert isinstance(full, TextOutput)
    assert full.tokens <= 46  # The model counts to 48.
    assert answer.beams == 1
    with pytest.raises(RunFailed, match="the sample fills all 48 tokens"):
        run("text-generation", writing, {"text": "the " * 60})


def test_a_prefix_is_put_before_the_text(rewriting: Path) -> None:
    from transformers import AutoTokenizer, T5ForConditionalGeneration  # noqa: PLC0415

    tokenizer = AutoTokenizer.from_pretrained(rewriting)
    direct = T5ForConditionalGeneration.from_pretrained(rewriting).eval()
    ids = tokenizer("summarize anna liked that movie", return_tensors="pt")["input_ids"]
    expected = greedy(direct, ids, [0], 8, 1)
    options = {"prefix": "summarize", "max_new_tokens": 8}
    for task in ("text2text-generation", "summarization"):
        output = run(task, rewriting, {"text": "anna liked that movie"}, options=options).outputs[0]
        assert isinstance(output, TextOutput)
        assert output.text == tokenizer.decode(expected, skip_special_tokens=True)


def test_what_a_model_asks_of_generation_counts_but_for_chance(tmp_path: Path) -> None:
    from transformers import AutoTokenizer, T5ForConditionalGeneration  # noqa: PLC0415

    model = make_text_to_text(tmp_path, num_beams=3, do_sample=True, temperature=5.0, no_repeat_ngram_size=2)
    first, second = (
        run("text2text-generation", model, {"text": TEXT}, options={"max_new_tokens": 12}) for _ in range(2)
    )
    assert first.outputs == second.outputs
    assert (first.beams, first.options.max_new_tokens) == (3, 12)
    tokenizer = AutoTokenizer.from_pretrained(model)
    direct = T5ForConditionalGeneration.from_pretrained(model).eval()
    expected = direct.generate(
        **tokenizer(TEXT, return_tensors="pt"),
        do_sample=False, num_beams=3, no_repeat_ngram_size=2, max_new_tokens=12, temperature=1.0,
    )[0]  # fmt: skip
    output = first.outputs[0]
    assert isinstance(output, TextOutput)
    assert output.text == tokenizer.decode(expected, skip_special_tokens=True)


def test_a_translation_is_that_of_marian(translating: Path) -> None:
    from transformers import MarianMTModel, MarianTokenizer  # noqa: PLC0415

    tokenizer = MarianTokenizer.from_pretrained(translating)
    direct = MarianMTModel.from_pretrained(translating).eval()
    for text, prefix in [("anna lives in paris", ""), ("anna lives in paris", ">>fra<<")]:
        options = {"prefix": prefix, "max_new_tokens": 10}
        output = run("translation", translating, {"text": text}, options=options).outputs[0]
        ids = tokenizer(f"{prefix} {text}".strip(), return_tensors="pt")["input_ids"]
        pad = tokenizer.pad_token_id
        direct.generation_config.pad_token_id = pad
        expected = direct.generate(ids, do_sample=False, num_beams=1, max_new_tokens=10)[0]
        assert isinstance(output, TextOutput)
        assert output.text == tokenizer.decode(expected, skip_special_tokens=True)


def test_languages_are_refused_where_the_model_has_no_choice(translating: Path) -> None:
    with pytest.raises(RunFailed, match="the model has no choice of languages"):
        run("translation", translating, {"text": TEXT}, options={"target_language": "fr"})


def test_a_model_of_many_languages_is_told_which(tmp_path: Path) -> None:
    from transformers import M2M100ForConditionalGeneration, M2M100Tokenizer  # noqa: PLC0415

    model = make_polyglot(tmp_path)
    tokenizer = M2M100Tokenizer.from_pretrained(model, src_lang="de")
    direct = M2M100ForConditionalGeneration.from_pretrained(model).eval()
    ids = tokenizer("anna lives in paris", return_tensors="pt")["input_ids"]
    language = tokenizer.get_lang_id("fr")
    expected = direct.generate(ids, forced_bos_token_id=language, do_sample=False, num_beams=1, max_new_tokens=10)[0]
    options = {"source_language": "de", "target_language": "fr", "max_new_tokens": 10}
    output = run("translation", model, {"text": "anna lives in paris"}, options=options).outputs[0]
    assert isinstance(output, TextOutput)
    assert output.text == tokenizer.decode(expected, skip_special_tokens=True)
    with pytest.raises(RunFailed, match="the model knows many languages"):
        run("translation", model, {"text": "anna"}, options={"source_language": "de"})
    with pytest.raises(RunFailed, match="the tokenizer knows no language 'german'"):
        run("translation", model, {"text": "anna"}, options={**options, "source_language": "german"})


def pooled(folder: Path, settings: dict[str, Any], *modules: str) -> None:
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(settings))
    kinds = [{"type": f"sentence_transformers.models.{module}"} for module in modules]
    (folder / "modules.json").write_text(json.dumps(kinds))


@pytest.mark.parametrize(
    ("settings", "modules", "pool"),
    [
        (None, (), lambda states: states.mean(0)),
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, (), lambda states: states[0]),
        ({"pooling_mode_max_tokens": True}, ("Transformer", "Pooling"), lambda states: states.max(0).values),
        ({"pooling_mode": "mean"}, ("Normalize",), lambda states: states.mean(0) / states.mean(0).norm()),
        ({"pooling_mode_lasttoken": True}, (), lambda states: states[-1]),
    ],
)
def test_a_sentence_is_pooled_as_its_folder_says(
    masked: Path, tmp_path: Path, settings: dict[str, Any] | None, modules: tuple[str, ...], pool: Callable[[Any], Any]
) -> None:
    import torch  # noqa: PLC0415

    model = tmp_path / "model"
    shutil.copytree(masked, model)
    if settings is not None:
        pooled(model, settings, *modules)
    output = run("sentence-embeddings", model, {"text": TEXT}).outputs[0]
    tokenizer, direct = bert("BertModel", masked)
    with torch.no_grad():
        states = direct(**tokenizer(TEXT, return_tensors="pt")).last_hidden_state[0]
    assert isinstance(output, EmbeddingOutput)
    assert output.vectors[0].values == pytest.approx(pool(states).tolist(), rel=1e-4, abs=1e-5)
    assert (output.of, output.dimension, output.normalized) == ("text", 16, "Normalize" in modules)


@pytest.mark.parametrize(
    ("settings", "modules", "reason"),
    [
        ({"pooling_mode_weightedmean_tokens": True}, (), "asks for pooling_mode_weightedmean_tokens"),
        ({"pooling_mode_cls_token": True, "pooling_mode_max_tokens": True}, (), "and pooling_mode_max_tokens"),
        ({"pooling_mode": "mean"}, ("Transformer", "Dense"), "asks for a module Dense"),
    ],
)
def test_pooling_that_is_not_known_is_refused(
    masked: Path, tmp_path: Path, settings: dict[str, Any], modules: tuple[str, ...], reason: str
) -> None:
    model = tmp_path / "model"
    shutil.copytree(masked, model)
    pooled(model, settings, *modules)
    with pytest.raises(RunFailed, match=reason):
        run("sentence-embeddings", model, {"text": TEXT})


def test_the_vector_of_a_word_is_that_of_its_first_token(masked: Path) -> None:
    import torch  # noqa: PLC0415

    output = run("word-embeddings", masked, {"text": "unknown Anna , cells"}).outputs[0]
    tokenizer, direct = bert("BertModel", masked)
    with torch.no_grad():  # [CLS] un ##known anna , cells [SEP]
        states = direct(**tokenizer("unknown anna , cells", return_tensors="pt")).last_hidden_state[0]
    assert isinstance(output, EmbeddingOutput)
    assert [vector.text for vector in output.vectors] == ["unknown", "Anna", ",", "cells"]
    for vector, at in zip(output.vectors, (1, 3, 4, 5), strict=True):
        assert vector.values == pytest.approx(states[at].tolist(), rel=1e-4, abs=1e-5)
    long = run("word-embeddings", masked, {"text": "anna " * 30}).outputs[0]
    assert isinstance(long, EmbeddingOutput)
    assert (len(long.vectors), long.words) == (20, 30)


def test_case_is_put_aside_where_the_card_says_so(tmp_path: Path) -> None:
    model = make_model(tmp_path, ["a", "b", "c"])
    settings = json.loads((model / "tokenizer_config.json").read_text())
    (model / "tokenizer_config.json").write_text(json.dumps({**settings, "do_lower_case": False}))

    def scores(text: str, **options: Any) -> Any:
        return run("text-classification", model, {"text": text}, options=options).outputs

    assert scores("ANNA LIKED THAT", case_sensitive=False) == scores("anna liked that")
    assert scores("ANNA LIKED THAT") != scores("anna liked that")


@pytest.mark.parametrize(
    ("task", "make", "sample"),
    [
        ("fill-mask", lambda folder: make_pretrained(folder, "BertForMaskedLM"), {"text": "a [MASK]"}),
        ("text-generation", make_generator, {"text": "the"}),
        ("text2text-generation", make_text_to_text, {"text": "the"}),
        (
            "question-answering",
            lambda folder: make_pretrained(folder, "BertForQuestionAnswering"),
            {"question": "a", "context": "the"},
        ),
        ("sentence-embeddings", lambda folder: make_pretrained(folder, "BertModel"), {"text": "a"}),
    ],
)
def test_no_numbers_are_no_answer(
    task: str, make: Callable[[Path], Path], sample: dict[str, str], tmp_path: Path
) -> None:
    from safetensors.torch import load_file, save_file  # noqa: PLC0415

    model = make(tmp_path)
    tensors = load_file(model / "model.safetensors")
    spoilt = {name: tensor * float("nan") for name, tensor in tensors.items()}
    save_file(spoilt, model / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(RunFailed, match="the model answered with NaN"):
        run(task, model, sample)


def test_a_model_of_another_task_is_refused(tmp_path: Path, masked: Path) -> None:
    news = make_model(tmp_path / "news", ["World", "Sports"])
    with pytest.raises(RunFailed, match="the weights lack"):
        run("question-answering", news, {"question": "a", "context": "the"})
    with pytest.raises(RunFailed, match="none of them, or several, begin 'entail'"):
        run("zero-shot-classification", news, {"text": "a"}, options={"candidate_labels": ["a"]})
    change_config(news, problem_type="regression")
    with pytest.raises(RunFailed, match="which take no softmax"):
        run("text-classification", news, {"text": "a"}, activation="softmax")
    with pytest.raises(RunFailed, match="the model cannot be loaded"):
        run("translation", masked, {"text": "a"})
