"""What is said of a plan's first days: which sentence, which marks, and who is named."""

from __future__ import annotations

import re
from typing import Any

from build_hooks.library.messages import load_messages
from cxcore.model import Framework
from cxcore.roadmap import roadmap
from cxcore.view.blocks import Days, Lane, Section, Table
from cxcore.view.html_printer import html_of
from cxcore.view.markdown_printer import markdown_of
from cxcore.view.roadmap import tell_roadmap
from cxcore.view.words import Words
from tests.builders import adoption_dict, changed, each, profile


def days(*pairs: tuple[int, str]) -> list[dict[str, Any]]:
    return [{"day": day, "action": f"Do {day}.", "role": role, "evidence": "A page"} for day, role in pairs]


PLAIN = changed(adoption_dict([1, 1]), "p1", first_90_days=days((10, "CX lead"), (45, "CX lead"), (90, "CX lead")))
MODEL = Framework.from_dict(
    changed(PLAIN, "p2", first_90_days=days((5, "Data analyst"), (20, "CX lead"), (80, "CX lead")))
)
WORDS = Words(MODEL, load_messages())
PLAN = roadmap(MODEL, profile(each(0, 1)), 1).to_dict(MODEL, profile(each(0, 1)))


def round_(**owners: str) -> tuple[Days, Table]:
    telling = tell_roadmap(WORDS, PLAN, "", owners)
    (part,) = (block for block in telling.blocks if isinstance(block, Section) and block.key == "round")
    drawn, table = part.blocks[:2]
    assert isinstance(drawn, Days) and isinstance(table, Table)
    return drawn, table


def test_the_days_are_drawn_as_the_table_has_them() -> None:
    drawn, table = round_()
    assert drawn == Days(
        1,
        90,
        (Lane("Practice 2", "", (5, 20, 80)), Lane("Practice 1", "CX lead", (10, 45, 90))),
        "6 things to do: the first by day 5, the last by day 90.",
        "In circles, the days by which something is to be done",
    )
    assert [row[0] for row in table.rows] == ["5", "10", "20", "45", "80", "90"]


def test_who_leads_a_practice_is_named_instead_of_the_role() -> None:
    drawn, table = round_(p2="Ada")
    assert [(lane.name, lane.who) for lane in drawn.lanes] == [("Practice 2", "Ada"), ("Practice 1", "CX lead")]
    assert [row[3] for row in table.rows] == ["Ada", "CX lead", "Ada", "CX lead", "Ada", "CX lead"]


def test_the_drawing_is_to_scale_and_nobody_hears_it_twice() -> None:
    telling = tell_roadmap(WORDS, PLAN, "", {"p1": "Ada & Ben"})
    html = html_of(telling)
    figure = html[html.index('<figure class="cx-days">') : html.index("</figure>")]
    # Days 1 and 90 are at 22 and 298 of 320: day 45 is 44/89 of the way.
    assert re.findall(r'<circle cx="([\d.]+)"', figure)[3:] == ["49.91", "158.44", "298.00"]
    assert "Ada &amp; Ben" in figure
    assert re.sub(r'<div aria-hidden="true">.*</div>', "", figure) == (
        '<figure class="cx-days"><figcaption>6 things to do: the first by day 5, the last by day 90.</figcaption>'
    )
    assert "6 things to do: the first by day 5, the last by day 90." in markdown_of(telling.blocks)
