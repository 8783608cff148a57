"""Answers stand beside what the card claims of the same sample."""

from __future__ import annotations

from site_maker import ENTITIES, SPORTS, TAGS, TEXT, check, make_record

from generator.output import ClassificationOutput, LabelScore
from generator.record import SampleRun
from generator.render.observed import SHOWN_SCORES, sample_number, sample_views


def test_each_check_stands_at_its_sample() -> None:
    checks = [check("sample 2 · label", "a", "a"), check("sample 12 · label", "a", "a"), check("table", "a", "")]
    samples = [SampleRun(input={"text": text}, output=SPORTS) for text in "ab"]
    record = make_record("a", "verified", samples=samples, checks=checks)
    first, second = sample_views(record)
    assert first.checks == ()
    assert second.checks == (checks[0],)
    assert [sample_number(item, record) for item in checks] == [2, None, None]


def test_claims_about_words_stand_at_the_only_sample_and_at_none_of_several() -> None:
    agree = [check("word a", "X", "X"), check("span b c", "X", "X"), check("number of spans", "1", "1")]
    differ = [check("word d", "X", "Y", agrees=False), check("span e", "X", "", agrees=None)]
    elsewhere = [check("word f", "0.9", "0.9", where="benchmarking"), check("words", "X", "X")]
    sample = SampleRun(input={"text": "a b c d e"}, output=TAGS)
    checks = [*agree, *differ, *elsewhere]
    (only,) = sample_views(make_record("a", "mismatch", samples=[sample], checks=checks))
    assert only.agreeing == tuple(agree)
    assert only.checks == tuple(differ)
    for view in sample_views(make_record("a", "mismatch", samples=[sample, sample], checks=checks)):
        assert view.checks == view.agreeing == ()


def test_entities_are_marked_and_tags_stand_at_words() -> None:
    samples = [
        SampleRun(input={"text": TEXT}, output=ENTITIES),
        SampleRun(input={"sentence": "Mills grind ."}, output=TAGS),
    ]
    entities, tags = sample_views(make_record("a", "measured", samples=samples))
    assert [part.label for part in entities.stretches] == ["PER", "", "PER", "", "LOC", ""]
    assert [(part.text, part.label) for part in tags.stretches][::2] == [("Mills", "NOUN"), ("grind", "VERB")]
    assert tags.inputs == (("sentence", "Mills grind ."),)


def test_many_scores_are_folded_away() -> None:
    scores = [LabelScore(label=str(n), score=0.1) for n in range(14)]
    output = ClassificationOutput(predicted=[], scores=scores, truncated=True)
    (view,) = sample_views(make_record("a", "measured", samples=[SampleRun(input={"text": "x"}, output=output)]))
    assert [*view.first_scores, *view.other_scores] == scores
    assert len(view.first_scores) == SHOWN_SCORES
    assert view.truncated
