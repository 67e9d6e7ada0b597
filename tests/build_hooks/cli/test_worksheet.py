"""`cx worksheet`: a questionnaire on paper, or in a spreadsheet."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tests.build_hooks.cli.conftest import Cx

LEVELS_START = """\
# Worksheet: A model with levels, version 0.1.0

- Organisation or unit:
- Who answers:
- Group, such as leadership or frontline:
- Date of the assessment:

Answer for one organisation or unit throughout. If two answers seem to fit, take the lower one unless you could show the evidence for the higher.

## Service

What customers meet on an ordinary day.

### 1. Timely Answers

In the last 12 months, how were customers answered within the time that they had been promised?

- [ ] **Beginning**: Enquiries are answered when somebody gets to them.
- [ ] **Established**: A time is promised and mostly kept; it is known which channels miss it.
- [ ] **Leading**: The promised time is kept in every channel, and somebody looks at each miss.
- [ ] **Don't know**

Your evidence or note:

### 2. Complaints Log
"""


def test_markdown_is_exactly_this(cx: Cx) -> None:
    done = cx("worksheet", "levels")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(LEVELS_START)
    assert done.out.count("\n### ") == 3


def test_not_applicable_stands_only_where_it_may_be_said(cx: Cx) -> None:
    parts = cx("worksheet", "small").out.split("\n### ")[1:]
    assert ["Not applicable" in part for part in parts] == [False, False, False, True]


def test_the_page_has_a_box_for_every_answer_and_stands_by_itself(cx: Cx) -> None:
    page = cx("worksheet", "small", "-f", "html").out
    assert page.count('class="cx-sheet__box"') == 4 * 5 + 1
    assert page.count('<section class="cx-sheet">') == 4
    assert not re.search(r"<(script|link|img|a|input)\b|\b(src|href|style)=|url\(|https?:", page)
    assert ".cx-sheet__box {" in page


def test_the_table_can_be_filled_in_and_scored(cx: Cx, here: Path) -> None:
    assert cx("worksheet", "small", "-o", "w.csv").code == 0
    text = (here / "w.csv").read_bytes().decode()
    assert date.today().isoformat() in text
    lines = text.split("\r\n")
    lines[1] = lines[1].replace('promised?",,', 'promised?",Systematic,')
    (here / "w.csv").write_text("\r\n".join(lines), "utf-8", newline="")
    value = cx("score", "w.csv", "-f", "json").json
    assert value["answered"] == {"answered": 1, "dont_know": 0, "not_applicable": 0, "unanswered": 3, "applicable": 4}


def test_an_unknown_framework_is_refused(cx: Cx) -> None:
    done = cx("worksheet", "smalls")
    assert (done.code, done.out) == (1, "")
    assert done.problems == [
        "cx worksheet: unknown framework 'smalls'; expected one of 'levels', 'small'; did you mean 'small'?"
    ]
