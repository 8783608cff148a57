"""Cards that nobody writes in good faith: each is one thing, over and over, up to any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

FRONT_MATTER = "---\nname: a\ntitle: A\n---\n"

#: What is written again and again in the prose of a section.
PROSE = {
    "blanks": " ",
    "lines": "\n",
    "short-lines": "a\n",
    "words": "word ",
    "stars": "*",
    "underscores": "_",
    "backticks": "`",
    "backticks-of-many-lengths": "` `` ``` ````  ",
    "angle-brackets": "<",
    "tags": "<a ",
    "tags-of-attributes": '<a href="x" onclick=y>',
    "open-attributes": '<a href="',
    "comments": "<!--",
    "comment-lines": "<!-- a\n",
    "divs": '<div class="tabs-box">\n',
    "closed-divs": "</div>\n",
    "brackets": "[",
    "parentheses": "(",
    "links": "[a](b) ",
    "open-links": "[a](",
    "open-addresses": "[a](http://b ",
    "images": "![](data:x ",
    "bare-links": "http://a.b/c ",
    "scripts": "<script>alert(1)</script>\n",
    "javascript": "[a](javascript:x)\n",
    "liquid": "{% ",
    "liquid-tags": "{% include x %}\n",
    "attribute-lists": "{:.a} ",
    "open-attribute-lists": "{:",
    "buttons": "<button class='button' disabled>Live Demo</button>",
    "headings": "## A\n",
    "fences": "```\n",
    "tilde-fences": "~~~\n",
    "open-fences": "```python\na\n",
    "quotes": "> " * 20 + "\n",
    "nested-quotes": ">",
    "nested-lists": "- ",
    "deep-list": " - a\n",
    "directives": "<!-- modelhub: ignore TX006 -- why -->\nteh\n",
    "bad-directives": "<!-- modelhub: ignore XX999 -->\n",
    "open-directives": "<!-- modelhub: ignore ",
    "misspelt": "teh sentense ",
    "articles": "a English model ",
    "words-twice": "the the of of ",
    "data-sets": "the `age_newz` dataset ",
    "data": "dataset ",
    "wrong-encoding": "Ã© â€™ ",
    "accents": "é",
    "emoji": "🚀",
    "controls": "\x07 ",
    "overrides": "\u202e\n",
    "invisible": "\u200b",
    "replacement": "\ufffd ",
    "keys": "api_key=sk-abcdefghijklmnopqrstuvwxyz0123456789 ",
    "credentials": "https://user:password@host.org/ ",
    "placeholders": "TODO lorem ipsum XXX\n",
    "counts": "detects 3 entities ",
    "long-word": "a",
    "digits": "1",
    "dots": "a.",
    "entities": "&amp;",
    "bars": "|",
    "rows": "|a|b|\n",
    "rules": "|---|---|\n",
    "borders": "+---+\n",
    "pairs": "accuracy: 0.9 ",
    "colons": "a: ",
    "commas": "a, ",
    "labels": "`A`, ",
    "hub-links": "- [a/b](https://huggingface.co/a/b)\n",
    "carriage-returns": "\r",
    "windows-lines": "a\r\n",
}

#: What is written again and again in a Python block.
PYTHON = {
    "brackets": "[",
    "closing-brackets": ")]}",
    "minus": "-",
    "not": "not ",
    "sum": "1+",
    "attributes": "a.",
    "calls": "a()",
    "setters": "a.setInputCols(['a']).setOutputCol('b')",
    "lambda": "lambda:",
    "open-text": "x = 'a\n",
    "open-long-text": "'''",
    "format-text": "f'{",
    "continuations": "a \\ \n",
    "only-continuations": "\\ \n",
    "doubled-quotes": 'x = f(""a"")\n',
    "stray-indentation": " x = 1\n",
    "statements": "x = 1\n",
    "statements-in-one-line": "a();",
    "doubled-names": "x = x + x\n",
    "doubled-lists": "x = [x, x]\n",
    "undefined": "print(v)\n",
    "samples": "spark.createDataFrame([['a']]).toDF('text')\n",
    "annotate": "p.annotate('a')\n",
    "list": "['a', ",
    "ellipses": "...\n",
    "comments": "# a \\ \n",
    "stages": "x = Tokenizer().setInputCols(['a']).setOutputCol('b')\n",
    "unknown-stages": "x = Tokenizr().setInptCols(['a']).setOutputCol('b')\n",
    "pipelines": "p = Pipeline(stages=[p, p])\n",
    "pretrained": "BertEmbeddings.pretrained('a', 'en')\n",
    "loads": "nlu.load('en.a').predict('x')\n",
    "non-ascii": "é = 'é'\n",
    "form-feeds": "\f\n",
    "broken-lines": "a b\n",
    "imports": "import a.b as c\n",
}

#: What is written again and again in a Scala block.
SCALA = {
    "brackets": "[",
    "open-text": '"',
    "single-quotes": "'a",
    "values": "val x = 1\n",
    "undefined": "println(v)\n",
    "stages": 'val x = new Tokenizer().setInputCols(Array("a")).setOutputCol("b")\n',
    "calls": "a()",
    "python": "x = ['a']  # True \\ \n",
    "braces": "{",
    "comments": "/*",
    "blanks": "\\" + " " * 50,
    "dots": "...\n",
}

#: What is written again and again in the front matter, behind a first key.
YAML = {
    "deep-list": "[",
    "deep-mapping": "{a: ",
    "dashes": "- ",
    "long-list": "a, ",
    "colons": "a:",
    "blanks": " ",
    "lines": "\n",
    "quote": "'",
    "digits": "1",
    "aliases": "*a ",
    "tags": "!!python/name:os.system ",
    "percent": "%",
    "comments": "# a\n",
    "directives": "# modelhub: ignore FM007 -- why\n",
}


def _repeat(head: str, unit: str, tail: str = "") -> Callable[[int], str]:
    return lambda size: head + unit * (max(size - len(head) - len(tail), 0) // len(unit.encode())) + tail


def _numbered(head: str, unit: str, tail: str = "") -> Callable[[int], str]:
    """Lines that differ by a number."""

    def write(size: int) -> str:
        lines: list[str] = []
        left = size - len(head) - len(tail)
        for number in count():
            line = unit.replace("#", str(number))
            left -= len(line)
            if left < 0:
                return head + "".join(lines) + tail
            lines.append(line)
        raise AssertionError

    return write


def _section(title: str) -> str:
    return f"{FRONT_MATTER}\n## {title}\n\n"


PRINTED = ("Predicted Entities", "Results", "Benchmarking", "Model Information", "References", "How to use")
HOW_TO_USE = _section("How to use")
_INFO = "## Model Information\n\n|Model Name:|a|\n"

#: Writes each card, of about so many bytes.
CARDS: Mapping[str, Callable[[int], str]] = {
    **{f"prose-{name}": _repeat(_section("Description"), unit) for name, unit in PROSE.items()},
    **{
        f"{title}-{name}": _repeat(_section(title), PROSE[name])
        for title in PRINTED
        for name in ("rows", "bars", "lines", "headings", "borders", "pairs", "commas", "labels", "colons", "hub-links")
    },
    **{
        f"{title}-fenced-{name}": _repeat(_section(title) + "```bash\n", unit, "\n```\n")
        for title in ("Results", "Benchmarking")
        for name, unit in {
            "rows": "|a|b|\n",
            "borders": "+---+\n",
            "lists": "['a',\n",
            "frames": "a  b  c\n",
            "figures": "B-PER 0.9 0.8 0.7 10\n",
            "report": "precision recall f1-score support\nA 0.9 0.8 0.7 10\n",
            "annotations": "Annotation(chunk, 0, 1, a, {",
            "quotes": "'",
        }.items()
    },
    **{f"python-{name}": _repeat(HOW_TO_USE + "```python\n", unit, "\n```\n") for name, unit in PYTHON.items()},
    **{
        f"nlu-{name}": _repeat(HOW_TO_USE + "{:.nlu-block}\n```python\n", PYTHON[name], "\n```\n")
        for name in ("loads", "calls", "continuations", "broken-lines", "undefined", "statements-in-one-line")
    },
    **{f"scala-{name}": _repeat(HOW_TO_USE + "```scala\n", unit, "\n```\n") for name, unit in SCALA.items()},
    **{f"yaml-{name}": _repeat("---\nname: a\nother: ", unit, "\n---\n") for name, unit in YAML.items()},
    "blocks": _repeat(HOW_TO_USE, "```python\nx = 'a'\np.annotate(x)\n```\n"),
    "broken-blocks": _repeat(HOW_TO_USE, "```python\nx = 'a\nf(x \\ \n```\n"),
    "scala-blocks": _repeat(HOW_TO_USE, "```scala\nval x = [1]\n```\n"),
    "long-python-blocks": _repeat(HOW_TO_USE, "```python\n" + "print(v)\n" * 400 + "```\n"),
    "brace-blocks": _repeat(HOW_TO_USE, "```scala\n" + "{" * 4_000 + "\n```\n"),
    "blocks-of-three-tabs": _numbered(
        HOW_TO_USE,
        "```python\nx# = Tokenizer().setOutputCol('a#')\n```\n```scala\nval y = x#\n```\n"
        "{:.nlu-block}\n```python\nnlu.load('en.#')\n```\n",
    ),
    "python-names": _numbered(HOW_TO_USE + "```python\n", "v# = w#\n", "```\n"),
    "python-deep-blocks": _repeat(HOW_TO_USE + "```python\n" + "".join(" " * n + "if x:\n" for n in range(99)), " "),
    "scala-names": _numbered(HOW_TO_USE + "```scala\n", "val v# = w#\n", "```\n"),
    "yaml-keys": _numbered("---\nname: a\n", "k#: 1\n", "---\n"),
    "yaml-same-keys": _repeat("---\nname: a\n", "name: a\n", "---\n"),
    "yaml-tags": _repeat("---\nname: a\ntags: [", "en, ", "en]\n---\n"),
    "yaml-nearly-usual-tags": _numbered("---\nname: a\ntags: [", "opern_sourc#, ", "en]\n---\n"),
    "data-sets-of-all-names": _numbered(_section("Limits"), "the `age_newz#` dataset "),
    "labels-with-commas": _numbered(_section("Predicted Entities"), "`LABEL, #`, "),
    "columns-shown": _numbered(
        HOW_TO_USE + "```python\nt = Tokenizer().setOutputCol('token')\n", "r.select('c#', 'd.e')\n", "```\n"
    ),
    "columns-of-one-name": _repeat(FRONT_MATTER + "\n## Results\n\n|a", "|b", "|\n|-|\n"),
    "counted-lines": _numbered(
        _section("Benchmarking") + "```\n", "L#:  8 9 10 precision: 80.0%; recall: 88.9%; FB1: 84.2\n", "```\n"
    ),
    "averages-below": _repeat(
        _section("Benchmarking") + "|label|prec|tp|\n|-|-|-|\n|A|0.8|1|\n|B|0.7|2|\n\n",
        "Macro-average prec: 0.9, rec: 0.1\nx\n\ntp: 3\n\n",
    ),
    "averages-below-many-labels": lambda size: (
        _numbered(_section("Benchmarking") + "|label|prec|tp|\n|-|-|-|\n", "|A#|0.8|1|\n", "\n")(size // 2)
        + "Macro-average prec: 0.9, rec: 0.1\nx\n\ntp: 3\n\n" * (size // 100)
    ),
    "yaml-many-tags": _numbered("---\nname: a\ntags: [", "t#, ", "en]\n---\n"),
    "sections": _numbered(FRONT_MATTER, "## Section #\n\ntext\n"),
    "section-twice": _repeat(FRONT_MATTER, "## Results\n\ntext\n"),
    "misspelt-sections": _numbered(FRONT_MATTER, "## Resluts #\n\ntext\n"),
    "labels": _numbered(_section("Predicted Entities"), "`LABEL#`, "),
    "info-rows": _numbered(FRONT_MATTER + _INFO, "|Row #:|value|\n"),
    "results-labels": _numbered(
        f"{FRONT_MATTER}\n## Predicted Entities\n\n`A`, `B`\n\n## Results\n\n|chunk|label|\n|---|---|\n", "|a|L#|\n"
    ),
    "benchmark-labels": _numbered(
        f"{FRONT_MATTER}\n## Predicted Entities\n\n`A`, `B`\n\n## Benchmarking\n\n"
        "|label|precision|recall|f1|support|\n|---|---|---|---|---|\n",
        "|L#|0.9|0.8|0.1|7|\n",
    ),
    "references": _numbered(_section("References"), "- https://huggingface.co/a/b#\n"),
    "links-of-all-kinds": _numbered(
        _section("References"), "- [a](http://a.org/#) https://u:p@b.org/# [](c) [d](../../#)\n"
    ),
    "downloads": _numbered(FRONT_MATTER, "[Download](https://s3.org/a_en_3.0.0_3.0_163577400#.zip){:.button}\n"),
}
