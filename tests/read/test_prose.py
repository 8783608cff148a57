from __future__ import annotations

import pytest

from generator.read.prose import prose


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One.\n\n{:.btn-box}\nTwo.\n", "One.\n\nTwo."),
        ("[Get](x){:.button.button-orange} it", "[Get](x) it"),
        ("{% include a.html %}\ntext", "text"),
        ("a {% raw %}b{% endraw %} c", "a b c"),
        ("`{:.kept}` and `{% kept %}`", "`{:.kept}` and `{% kept %}`"),
        ('<div class="tabs-box" markdown="1">\na\n</div>\nb\n', "a\nb"),
        ('<div class="other">\na\n</div>', '<div class="other">\na\n</div>'),
        ("{{ not.a.tag }}", "{{ not.a.tag }}"),
        ("{: not closed", "{: not closed"),
        ("a\n  </div>\nb", "a\n  </div>\nb"),
        ("  {:.table-model-big}  \n|a|", "|a|"),
        ("`a {:.b}\n{:.c} d`", "`a \n d`"),
        ("``{:.x}``", "````"),
    ],
)
def test_what_a_reader_sees(body: str, expected: str) -> None:
    assert prose(body) == expected


def test_fenced_code_is_never_touched() -> None:
    code = "```\n{:.x}\n{% y %}\n</div>\n```\n"
    head = '<div class="tabs-box">\n'
    body = head + code + "</div>\n{:.z}\n"
    assert prose(body, [(len(head), len(head) + len(code))]) == code.strip("\n")
