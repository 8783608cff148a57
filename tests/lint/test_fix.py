"""Mending cards: what each fix does, and what no fix ever does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.card import Card
from generator.config import LintConfig
from generator.diagnostic import Diagnostic, Edit, Fix, Level, Span
from generator.hub import hub_of
from generator.lint import fix, lint
from generator.lint.fix import apply, mend, mend_card
from generator.read import read_card

CardText = Callable[..., str]

PATH = "2024-05-01-news_topic_en.md"
ROWS = "|Model Name:|news_topic|\n|Compatibility:|Spark NLP 5.3.0+|\n|License:|MIT|\n|Language:|en|\n"


REFERENCES = "## References\n\n- https://a.org/x\n- https://a.org/x\n- https://b.org\n"
RENAMED = ROWS.replace("news_topic", "`news_topics`")


#: What fixes put in the place of words.
MENDED = {"good": "fine", "bad": "worse", "worse": "bad"}

DEFAULTS = LintConfig()
EVERY = LintConfig(extend_select=["BE011"])


def card_of(text: str) -> Card:
    card = read_card(text.encode(), path=PATH, key=PATH.removesuffix(".md")).card
    assert card is not None
    return card


def rules_in(text: str, config: LintConfig = DEFAULTS) -> Counter[str]:
    return Counter(item.rule for item in lint(hub_of([read_card(text.encode(), path=PATH, key="a")]), config))


def scala(code: str) -> dict[str, str]:
    return {"markdown": f"## How to use\n\n```scala\n{code}\n```\n"}


def information(row: str) -> dict[str, str]:
    return {"markdown": f"## Model Information\n\n{ROWS}{row}\n"}


DOWNLOAD = "https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.4_1714550000000.zip"
DOWNLOADS = f"## Predicted Entities\n\n`World`\n\n[Download]({DOWNLOAD}){{:.button}}\n"
SENTENCES = (
    'd = DocumentAssembler().setInputCol("text").setOutputCol("document")\n'
    "s = SentenceDetector().setInputCols(['document']).setOutputCol('sentences')\n"
    'p = Pipeline(stages=[d, s, Tokenizer().setInputCols(["sentence"]).setOutputCol("token"){}])\n'
)
READ_TWICE = SENTENCES.format(', Tokenizer().setInputCols(["sentences"]).setOutputCol("words")')

SAFE = [
    ("PY002", {"python": "a = Tokenizer() \\  \n    .fit(1)\nb = \\\t\n    a"}, ["\\  \n", "\\\n"], ["\\\t\n", "\\\n"]),
    ("MI003", {"markdown": f"## Model Information\n\n{ROWS}|Max sentense length:|128|\n"}, ["sentense", "sentence"]),
    (
        "MI003",
        {"markdown": f"## Model Information\n\n{ROWS} | max Sentense lenght | 128\n"},
        ["max Sentense lenght", "Max sentence length"],
    ),
    ("FM008", {"yaml": "article_header:\ntype: cover"}, ["\ntype: cover", "\n  type: cover"]),
    (
        "FM008",
        {"yaml": "article_header:\nimage:\n  src: a\ntype: cover"},
        ["image:\n  src: a\ntype", "  image:\n    src: a\n  type"],
    ),
    ("FM002", {"yaml": "supported: Yes\nrecommended: off"}, [": Yes", ": true"], [": off", ": false"]),
    ("PY001", {"python": "a = 1\n b = 2\nc = 3\n\td = 4"}, ["\n b", "\nb"], ["\n\td", "\nd"]),
    ("PY001", {"python": "a = 1\n b = (2"}),
    ("PY001", {"python": "a = 1\nb = = 2"}),
    ("SC003", scala("val a = Tokenizer().setInputCols(1)"), ["Tokenizer", "new Tokenizer"]),
    ("SC003", scala('val a = NerModel().pretrained("b")'), ["NerModel()", "NerModel"]),
    ("SC003", scala('val a = NerModel()\n  .pretrained("b")'), ["NerModel()", "NerModel"]),
    ("SC003", scala('val a = NerModel(1).pretrained("b")')),
    ("SC004", scala('val a = Seq.empty["I say \\"no\\""].toDF'), ['.empty["I say \\"no\\""]', '("I say \\"no\\"")']),
    ("SC004", scala('val a = Seq.empty["b", "c"].toDF')),
    ("SC005", scala('val a = X.setA([ "b", c]).setB(["d"])'), ['[ "b", c]', 'Array( "b", c)'], ['["d"]', 'Array("d")']),
    ("SC005", scala('val a = f(["b"])')),
    ("SC005", scala("val a = X.f('bc', 'de')"), ["'bc', 'de'", '"bc", "de"']),
    ("SC005", scala("val a = 'b\"c'")),
    ("SC005", scala("val a = f(True, False)"), ["True, False", "true, false"]),
    ("SC005", scala("# why\nval a = 1"), ["# why", "// why"]),
    ("SC005", scala('val a = X.f("b") \\ \n  .g(1)'), ['"b") \\ \n', '"b")\n']),
    ("SC005", scala("val a = 1 \\\n")),
    ("FM011", {"yaml": "tags: [news, open_source]"}, ["[news, open_source]", "[news, open_source, en]"]),
    ("FM011", {"yaml": "language: no\ntags: [news]"}, ["[news]", '[news, "no"]']),
    ("FM011", {"yaml": "tags: [news, xx]"}),
    ("FM011", {"yaml": "tags:\n  - news"}),
    ("LK003", {"markdown": "## References\n\n- http://github.com/a\n"}, ["http://github", "https://github"]),
    ("TX005", {"markdown": "## Limits\n\nNot a English, but an German model.\n"}, ["a E", "an E"], ["an G", "a G"]),
]
UNSAFE = [
    ("FM020", {"yaml": "tags: [en, lincensed]"}, ["lincensed", "licensed"]),
    ("TX007", {"markdown": "## Limits\n\nOf the the news, and so so.\n"}, ["the the", "the"]),
    ("TX008", {"markdown": "## Limits\n\nThe `age_news` dataset.\n"}, ["age_news", "ag_news"]),
    ("MI003", {"markdown": f"## Model Information\n\n{ROWS}|Upstream Dependencies:|a|\n"}, ["Upstream D", "D"]),
    ("FM003", {"yaml": "suported: true\nsupported: true"}, []),
    ("FM003", {"yaml": '"annotatr": BertEmbeddings\nannotator: x'}, []),
    ("FM003", {"yaml": "recomended: true"}, ["recomended:", "recommended:"]),
    ("MI004", {"markdown": f"## Model Information\n\n{RENAMED}"}, ["news_topics", "news_topic"]),
    ("MI004", {"markdown": f"## Model Information\n\n{ROWS.replace('Name:|news_topic', 'Name:|Name')}"}, []),
    ("LK001", {"markdown": REFERENCES}, ["- https://a.org/x\n- https://b", "- https://b"]),
    ("LK001", {"markdown": "## References\n\n- https://a.org/x\n- see https://a.org/x\n"}, []),
    (
        "FM017",
        {"markdown": DOWNLOADS.replace("5.3.0", "5.2.1")},
        ["Spark NLP 5.3.0\ns", "Spark NLP 5.2.1\ns"],
        ["Spark NLP 5.3.0+", "Spark NLP 5.2.1+"],
    ),
    ("FM018", {"markdown": DOWNLOADS}, ["spark_version: 3.0", "spark_version: 3.4"]),
    ("MI006", {"markdown": f"## Model Information\n\n{ROWS.replace('5.3.0', '5.1.0')}"}, ["5.1.0+", "5.3.0+"]),
    ("MI007", information("|Input Labels:|[sentence]|"), ["[sentence]", "[document, token]"]),
    ("MI008", information("|Output Labels:|[ner]|"), ["[ner]", "[class]"]),
    ("PL003", {"python": SENTENCES.format("")}, ["'sentences'", "'sentence'"]),
    ("PL003", {"python": READ_TWICE}, ['["sentence"]', '["sentences"]']),
    ("PY001", {"python": 'a = [""Hello! ""]\nb = f(""c"", "")'}, ['""Hello! ""', '"Hello! "'], ['""c""', '"c"']),
    ("PY001", {"python": 'a = [""Hello! "" = 1]'}),
    ("SC001", scala('val a = Seq(""Hello!"", "b", "")'), ['""Hello!""', '"Hello!"']),
    ("SC001", scala('val a = Seq(""Hello!"", "b" c")')),
    ("TX006", {"markdown": "## Limits\n\nEach Sentense, teh end.\n"}, ["Sentense", "Sentence"], ["teh", "the"]),
    ("TX001", {"markdown": "## Limits\n\nAt scale ðŸš€, PÃ©rez.\n"}, ["ðŸš€", "🚀"], ["PÃ©rez", "Pérez"]),
]  # fmt: skip
CASES = [(*case[:2], case[2:], unsafe) for unsafe, table in ((False, SAFE), (True, UNSAFE)) for case in table]


@pytest.mark.parametrize(("rule", "parts", "changes", "unsafe"), CASES)
@pytest.mark.parametrize("crlf", [False, True])
def test_a_fix_changes_just_what_is_wrong(
    *, rule: str, parts: dict[str, str], changes: tuple[list[str]], unsafe: bool, crlf: bool, card_text: CardText
) -> None:
    text = card_text(**parts)
    expected = text
    for old, new in filter(None, changes):
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    if crlf:
        text, expected = (item.replace("\n", "\r\n") for item in (text, expected))
    config = LintConfig(select=[rule])
    assert mend_card(card_of(text), config, unsafe=unsafe).text == expected
    if unsafe:
        assert mend_card(card_of(text), config, unsafe=False).text == text


def test_edits_that_overlap_wait_for_the_next_round() -> None:
    fixes = [Fix.replace(Span(1, begin, 1, end), new, safe=True) for begin, end, new in [(2, 4, "X"), (3, 5, "Y")]]
    assert apply("abcdef", fixes) == "aXdef"
    assert apply("abcdef", fixes[::-1]) == "abYef"
    assert (
        apply("ab\r\ncd", [Fix((Edit(Span(1, 3), "\nnew"), Edit(Span(2, 1, 2, 2), "C")), safe=True)])
        == "ab\r\nnew\r\nCd"
    )


def _finding(text: str, word: str, new: str, rule: str) -> list[Diagnostic]:
    column = text.find(word) + 1
    fix = Fix.replace(Span(1, column, 1, column + len(word)), new, safe=True)
    return [Diagnostic("a.md", Span(1), rule, Level.ERROR, "found", fix=fix)] if column else []


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted), max_size=8))
def test_of_fixes_that_overlap_the_first_is_applied(stretches: list[list[int]]) -> None:
    taken: list[tuple[int, int, str]] = []
    for number, (start, end) in enumerate(stretches):
        if all(start != other[0] and (start >= other[1] or other[0] >= end) for other in taken):
            taken.append((start, end, f"<{number}>"))
    expected = "abcdefghijkl"
    for start, end, text in sorted(taken, reverse=True):
        expected = expected[:start] + text + expected[end:]
    fixes = [
        Fix.replace(Span(1, start + 1, 1, end + 1), f"<{n}>", safe=True) for n, (start, end) in enumerate(stretches)
    ]
    assert apply("abcdefghijkl", fixes) == expected


def test_a_fix_that_makes_something_else_wrong_is_not_kept() -> None:
    def check(text: str) -> list[Diagnostic]:
        return [
            *_finding(text, "one", "two", "AA001"),
            *_finding(text, "x", "y", "AA002"),
            *_finding(text, "two", "two", "AA003"),
        ]

    mended = mend("one x", check("one x"), check, unsafe=False)
    assert (mended.text, mended.fixed, [item.rule for item in mended.left]) == ("one y", 1, ["AA001"])


def _words(text: str) -> list[Diagnostic]:
    """Every `bad` and every `good` is wrong; to mend a `bad` makes something worse, to mend a `good` does not."""
    spans = [
        (word, Span(1, at.start() + 1, 1, at.end() + 1))
        for word in ("good", "bad", "worse")
        for at in re.finditer(word, text)
    ]
    return [
        Diagnostic(
            "a.md", span, f"AA00{len(word)}", Level.ERROR, "found", fix=Fix.replace(span, MENDED[word], safe=True)
        )
        for word, span in spans
    ]


def test_one_fix_that_does_not_help_keeps_none_of_many_others_away() -> None:
    text = " ".join(["good"] * 300 + ["bad"] + ["good"] * 300)
    mended = mend(text, _words(text), _words, unsafe=False)
    assert (mended.fixed, [item.rule for item in mended.left]) == (600, ["AA003"])


def test_many_fixes_that_do_not_help_are_not_all_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fix, "MAX_TRIED", 100_000)
    text = " ".join(["bad"] * 500)
    checked = 0

    def check(new: str) -> list[Diagnostic]:
        nonlocal checked
        checked += len(new)
        return _words(new)

    assert mend(text, _words(text), check, unsafe=False).text == text
    assert checked < 2 * fix.MAX_TRIED


def test_fixes_that_never_end_are_stopped() -> None:
    def check(text: str) -> list[Diagnostic]:
        return _finding(text, "a", "aa", "AA001")

    assert mend("a", check("a"), check, unsafe=False).text == "a"


@given(st.text("ab\n\r", max_size=30), st.data())
def test_what_no_edit_names_stays(text: str, data: st.DataObject) -> None:
    offsets = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    lines = [text[:offset].count("\n") + 1 for offset in offsets]
    columns = [offset - text.rfind("\n", 0, offset) for offset in offsets]
    fix = Fix.replace(Span(lines[0], columns[0], lines[1], columns[1]), "é", safe=True)
    assert apply(text, [fix]) == text[: offsets[0]] + "é" + text[offsets[1] :]


PIECES = [
    "\\ \n",
    "article_header:\ntype: x\n",
    "lanuage: en\n",
    "ðŸš€",
    "|Name:|x|\n",
    "\r\n",
    "\r",
    "```",
    "---\n",
    "- ",
    "\n b = 1",
    "=",
    "'d'",
    '""d""',
    '["d", e]',
    '.empty["d"]',
    "True",
    "# why\n",
    "Tokenizer()",
    ".setOutputCols",
]

HOW_TO_USE = """\
## How to use

```python
d = DocumentAssembler().setInputCol("text").setOutputCol("document")
s = SentenceDetector().setInputCols(["document"]).setOutputCol("sentences")
p = Pipeline(stages=[d, s, Tokenizer().setInputCols(["sentence"]).setOutputCol("token")])
```
```scala
val d = new DocumentAssembler().setInputCol("text").setOutputCol("document")
val s = new SentenceDetector().setInputCols(Array("document")).setOutputCol("sentence")
val p = new Pipeline().setStages(Array(d, s))
```

## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
```
"""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_mutated_cards_are_only_ever_better(data: st.DataObject, card_text: CardText) -> None:
    text = card_text(markdown=HOW_TO_USE)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[at + data.draw(st.integers(0, 9)) :]
    card = read_card(text.encode(), path=PATH, key="a").card
    if card is not None:
        mended = mend_card(card, EVERY, unsafe=True)
        before, after = rules_in(text, EVERY), rules_in(mended.text, EVERY)
        assert not after - before
        assert before.total() - after.total() == mended.fixed
        assert mend_card(card_of(mended.text), EVERY, unsafe=True).fixed == 0


@pytest.mark.corpus
@pytest.mark.parametrize("unsafe", [False, True])
def test_real_cards_are_only_ever_better(*, unsafe: bool, corpus: Path) -> None:
    files = sorted(corpus.rglob("*.md"))
    changed = 0
    for file in files[::30]:
        text = file.read_bytes().decode("utf-8-sig")
        card = read_card(text.encode(), path=PATH, key=PATH).card
        if card is None:
            continue
        mended = mend_card(card, LintConfig(), unsafe=unsafe)
        before, after = rules_in(text), rules_in(mended.text)
        assert not after - before
        assert (after.total() < before.total()) == (mended.text != text)
        assert mend_card(card_of(mended.text), LintConfig(), unsafe=unsafe).text == mended.text
        if mended.text != text:
            changed += 1
            crlf = mend_card(card_of(text.replace("\n", "\r\n")), LintConfig(), unsafe=unsafe)
            assert "\r\n" in text or crlf.text == mended.text.replace("\n", "\r\n")
    assert changed > 40


def letters(text: str) -> list[Diagnostic]:
    """A finding for each ``a``, mended by another letter, and for each ``z``, which no fix mends."""
    places = [(number, letter) for number, letter in enumerate(text, start=1) if letter in "abz"]
    fixes = {"a": "-", "b": "z", "z": ""}
    return [
        Diagnostic(
            "a.md", span, letter.upper(), Level.INFO, letter, fix=Fix.replace(span, new, safe=True) if new else None
        )
        for number, letter in places
        for span, new in [(Span(1, number, 1, number + 1), fixes[letter])]
    ]


def test_fixes_that_help_are_applied_whatever_others_do() -> None:
    mended = mend("ab" * 30, letters("ab" * 30), letters, unsafe=False)
    assert (mended.text, mended.fixed, mended.untried) == ("-b" * 30, 30, 0)


def test_what_would_take_too_long_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = mend("ab" * 30, letters("ab" * 30), letters, unsafe=False)
    assert whole.untried == 0
    monkeypatch.setattr("generator.lint.fix.MAX_TRIED", 600)  # ten trials
    mended = mend("ab" * 30, letters("ab" * 30), letters, unsafe=False)
    assert 0 < mended.text.count("-") < whole.text.count("-")
    assert mended.untried > 0
