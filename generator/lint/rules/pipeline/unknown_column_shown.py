"""The snippet shows a column that nothing writes.

## Why

Spark stops with `cannot resolve column`, just where the reader expects to see what the model answers.

## Fails

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
pipeline = Pipeline(stages=[document, tokenizer])
data = spark.createDataFrame([["The striker scored twice."]]).toDF("text")
pipeline.fit(data).transform(data).select("words.result").show()
```

## Passes

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
pipeline = Pipeline(stages=[document, tokenizer])
data = spark.createDataFrame([["The striker scored twice."]]).toDF("text")
pipeline.fit(data).transform(data).select("token.result").show()
```

## Mend

Select one of the columns that the stages write. Looked at are snippets that define their stages themselves, all of the
public library; a name that stands anywhere else in them, too, is taken for one that is sound.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.card import Card, CodeBlock
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.snippet import place, readable
from generator.lint.spark.annotators import AROUND, annotators
from generator.lint.spark.reader import MAX_CODE
from generator.lint.words import quoted

#: Columns that are selected by plain names: ``.select("text", "token.result")``.
SELECT = re.compile(r"\.select\(\s{0,20}((?:([\"'])[\w.]{1,80}\2\s{0,20},?\s{0,20}){1,20})\)")
COLUMN = re.compile(r"[\"']([\w.]+)[\"']")
WORD = re.compile(r"\w+")
#: What is built or called in the snippet: a class, or a model of it.
CLASS = re.compile(r"\b([A-Z]\w{2,80})\s{0,20}(?:\(|\.pretrained\()")
OUTPUT = re.compile(r"\.setOutputCols?\(\s{0,20}\[?\s{0,20}[\"'](\w{1,80})[\"']")
#: What makes columns whose names stand nowhere in the snippet.
ELSEWHERE = ("PretrainedPipeline", "PipelineModel", ".read", ".load", "Finisher", "...")
#: What an assembler calls its column where nothing else is said.
DEFAULT = "document"
#: So many columns are named in a message.
NAMED = 6


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such column."""
    blocks = readable(card.code("python"), MAX_CODE)
    if not any(".select(" in block.code for block in blocks):
        return
    code = "\n".join(block.code for block in blocks)
    classes = set(CLASS.findall(code)) - AROUND
    written = dict.fromkeys(OUTPUT.findall(code))
    # Whose columns are public: those of a licensed annotator may have names of their own.
    if written and classes and classes <= annotators().keys() and not any(word in code for word in ELSEWHERE):
        yield from _shown(blocks, f"the stages write {quoted(list(written)[:NAMED])}")


def _shown(blocks: Sequence[CodeBlock], hint: str) -> Iterator[Finding]:
    """A finding for each column that is selected, where its name stands nowhere else."""
    words = Counter(word for block in blocks for word in WORD.findall(block.code))
    selects = [(block, match) for block in blocks for match in SELECT.finditer(block.code)]
    selected = Counter(word for _, match in selects for word in WORD.findall(match[1]))
    for block, match in selects:
        for column in COLUMN.finditer(block.code, *match.span(1)):
            name = column[1].partition(".")[0]
            if words[name] <= selected[name] and name != DEFAULT:
                line = block.code.count("\n", 0, column.start(1)) + 1
                start = column.start(1) - block.code.rfind("\n", 0, column.start(1))
                span = place(block, line, start, line, start + len(name))
                yield Finding(span, f"nothing writes the column `{name}`", hint)


RULE = CardRule("PL011", "unknown-column-shown", Level.ERROR, __doc__, check)
