"""What the loader says of keys and values that are not as they should be."""

from __future__ import annotations

import pytest

from tests.build_hooks.library.small import ALPHA, BETA, CIRCUMSTANCE, DELAY, GAMMA, MAIN, SHOP, Small, Spoil, edit

ASPECTS = "'data', 'design', 'delivery', 'measurement', 'culture'"

CASES: dict[str, tuple[list[Spoil], list[str]]] = {
    "an unknown key": (
        [edit(ALPHA, "not_enough: A promise.", "not_enuogh: A promise.")],
        [
            (
                f"{ALPHA}:21:5: unknown key 'not_enuogh'; expected one of 'anchor', 'next', 'effort', 'evidence', 'not_enough'; "
                "did you mean 'not_enough'?"
            ),
        ],
    ),
    "an unknown key beside the one that is meant": (
        [edit(ALPHA, "not_enough: A promise.", "not_enough: A promise.\n    evidnce: [x, y]")],
        [
            f"{ALPHA}:22:5: unknown key 'evidnce'; expected one of 'anchor', 'next', 'effort', 'evidence', 'not_enough'; did you mean 'evidence'?"
        ],
    ),
    "a missing key": (
        [edit(ALPHA, "definition: Letters are answered.\n", "")],
        [f"{ALPHA}:1:1: no 'definition'; expected the key 'definition'; add it"],
    ),
    "no where text belongs": (
        [edit(ALPHA, "owner: Clerk", "owner: no")],
        [f'{ALPHA}:30:8: no, which YAML reads as the truth value false; expected text; put it in quotes: "no"'],
    ),
    "a number where text belongs": (
        [edit(ALPHA, "owner: Clerk", "owner: 5")],
        [f'{ALPHA}:30:8: the number 5; expected text; put it in quotes: "5"'],
    ),
    "text where a number belongs": (
        [edit(ALPHA, "order: 1", "order: one")],
        [f"{ALPHA}:2:8: the text 'one'; expected a whole number"],
    ),
    "a number out of range": (
        [edit(ALPHA, "order: 1", "order: 0"), edit(BETA, "time: 2", "time: 6")],
        [
            f"{ALPHA}:2:8: 0; expected a whole number from 1 to 10000",
            f"{BETA}:29:30: 6; expected a whole number from 1 to 5",
        ],
    ),
    "an address that is no full one": (
        [
            edit(
                MAIN, "title: An article, kind: article", "title: An article, kind: article, address: doi.org/10.1000/1"
            )
        ],
        [
            (
                f"{MAIN}:23:62: 'doi.org/10.1000/1'; expected a full address, such as "
                "'https://doi.org/10.1080/01621459.1927.10502953'"
            )
        ],
    ),
    "an unknown stage": (
        [edit(ALPHA, "stage: first", "stage: fisrt")],
        [f"{ALPHA}:4:8: unknown stage 'fisrt'; expected one of 'first', 'second'; did you mean 'first'?"],
    ),
    "an unknown section": (
        [edit(ALPHA, "section: service", "section: servce")],
        [f"{ALPHA}:3:10: unknown section 'servce'; expected 'service'; did you mean 'service'?"],
    ),
    "an unknown aspect": (
        [edit(ALPHA, "aspect: delivery", "aspect: delivry")],
        [f"{ALPHA}:5:9: 'delivry'; expected one of {ASPECTS}; did you mean 'delivery'?"],
    ),
    "an aspect that YAML does not read as text": (
        [edit(ALPHA, "aspect: delivery", "aspect: off")],
        [f"{ALPHA}:5:9: off, which YAML reads as the truth value false; expected one of {ASPECTS}"],
    ),
    "an unknown answer": (
        [edit(ALPHA, "  ad-hoc:", "  adhoc:")],
        [
            (
                f"{ALPHA}:18:3: unknown answer 'adhoc'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic'; "
                "did you mean 'ad-hoc'?"
            ),
        ],
    ),
    "samples that make no figure, or figures of two kinds": (
        [
            edit(
                DELAY,
                "margin: None given.}",
                "margin: None given., samples: [{name: Five counts, counts: [1, 2, 3, 4, 5]},"
                " {name: More than all, counts: [5, 4]}, {name: All alike, counts: [0, 0, 0, 0, 0, 0, 9]}]}",
            )
        ],
        [
            f"{DELAY}:8:112: 5 counts; expected 2, 3 or 7",
            f"{DELAY}:8:160: 5; expected at most the number of all, 4",
            f"{DELAY}:8:195: answers that are all the same; expected answers that differ",
            f"{DELAY}:8:195: 7 counts; expected as many as in the sample before",
        ],
    ),
    "unknown practices, metrics and sources": (
        [
            edit(
                ALPHA,
                "metrics: {delay: Clerks reply.}",
                "metrics: {dely: Clerks reply.}\nrelated: [betta]\ndepends_on: [gama]",
            ),
            edit(ALPHA, "source: article", "source: artcle"),
            edit("small/stages/first.yaml", "source: article", "source: book"),
            edit(DELAY, "sources:", "related: [sped]\nsources:"),
        ],
        [
            f"{DELAY}:14:11: unknown metric 'sped'; expected one of 'delay', 'speed'; did you mean 'speed'?",
            f"{ALPHA}:31:11: unknown metric 'dely'; expected one of 'delay', 'speed'; did you mean 'delay'?",
            f"{ALPHA}:32:11: unknown practice 'betta'; expected one of 'alpha', 'beta', 'gamma'; did you mean 'beta'?",
            f"{ALPHA}:33:14: unknown practice 'gama'; expected one of 'alpha', 'beta', 'gamma'; did you mean 'gamma'?",
            f"{ALPHA}:35:13: unknown source 'artcle'; expected 'article'; did you mean 'article'?",
            "small/stages/first.yaml:7:14: unknown source 'book'; expected 'article'",
        ],
    ),
    "circumstances": (
        [
            edit(ALPHA, "metrics: {delay: Clerks reply.}", "circumstances: {one-shop: A diary., one-shp: None.}"),
            lambda small: small.write(
                SHOP, CIRCUMSTANCE.replace("{delay: Count by hand.}", "{dely: Count., speed: Run.}")
            ),
            edit(SHOP, "begin:", "leave_out: {speed: Walk.}\nbegin:"),
            lambda small: small.write("circumstances/con.yaml", CIRCUMSTANCE),
        ],
        [
            (
                "circumstances/con.yaml:1:1: the id 'con', which on Windows is a device and no file; expected another; rename the "
                "file"
            ),
            f"{SHOP}:1:7: name 'One shop', which con.yaml has already; expected one of its own",
            f"{SHOP}:2:8: order 1, which con.yaml has already; expected one of its own",
            f"{SHOP}:7:11: unknown metric 'dely'; expected one of 'delay', 'speed'; did you mean 'delay'?",
            f"{SHOP}:8:13: the metric 'speed', which stands under 'measure' too; expected it in one of the two; take one out",
            f"{ALPHA}:31:37: unknown circumstance 'one-shp'; expected one of 'con', 'one-shop'; did you mean 'one-shop'?",
        ],
    ),
    "a practice that refers to itself": (
        [edit(ALPHA, "metrics: {delay: Clerks reply.}", "depends_on: [alpha]\nrelated: [alpha]")],
        [
            f"{ALPHA}:31:14: the practice itself, 'alpha'; expected another practice",
            f"{ALPHA}:32:11: the practice itself, 'alpha'; expected another practice",
        ],
    ),
    "a circle of dependencies": (
        [
            edit(ALPHA, "metrics: {delay: Clerks reply.}", "depends_on: [beta]"),
            edit(BETA, "metrics: {delay: Clerks reply.}", "depends_on: [gamma]"),
            edit(GAMMA, "metrics: {delay: Clerks reply.}", "depends_on: [alpha]"),
        ],
        [f"{ALPHA}:31:13: a circle of dependencies: alpha → beta → gamma → alpha; expected none; take one of them out"],
    ),
    "empty required fields": (
        [
            edit(ALPHA, "definition: Letters are answered.", "definition:"),
            edit(BETA, "definition: Letters are answered.", "definition: ''"),
            edit(GAMMA, "[A rota, A log]", "[]"),
        ],
        [
            f"{ALPHA}:7:12: nothing; expected text; write the text",
            f"{BETA}:7:13: empty text; expected text",
            f"{GAMMA}:25:15: no entries; expected at least 2",
        ],
    ),
    "too many words": (
        [edit(ALPHA, "question: In the", f"question: {'word ' * 12}In the")],
        [f"{ALPHA}:6:11: text of 21 words; expected at most 20; shorten it"],
    ),
    "a list instead of a mapping and the reverse": (
        [
            edit(ALPHA, "effort: {knowledge: 1, time: 2, resources: 2}", "effort: [1, 2, 2]"),
            edit(BETA, "metrics: {delay: Clerks reply.}", "related: {delay: 1}"),
        ],
        [
            f"{ALPHA}:29:9: a list; expected a mapping of keys to values",
            f"{BETA}:31:10: a mapping of keys to values; expected a list",
        ],
    ),
    "a version that is a number": (
        [edit(MAIN, "version: 1.0.0", "version: 1.0")],
        [
            (
                f"{MAIN}:2:10: 1.0, which YAML reads as a number; expected a version of three numbers, such as '1.0.0'; "
                "did you mean '1.0.0'?"
            )
        ],
    ),
    "a version of two numbers": (
        [edit(MAIN, "version: 1.0.0", "version: '1.0'")],
        [f"{MAIN}:2:10: '1.0'; expected a version of three numbers, such as '1.0.0'; did you mean '1.0.0'?"],
    ),
    "a version raised without an entry": (
        [
            edit(
                MAIN,
                "version: 1.0.0",
                "version: 1.1.0\nchanges: [{version: 1.0.0, date: 2026-11-21, summary: The first.}]",
            )
        ],
        [
            (
                f"{MAIN}:2:10: version 1.1.0 without an entry under 'changes', where 1.0.0 is the newest; "
                "expected an entry that says what 1.1.0 changed; add it"
            )
        ],
    ),
    "an id that is a number": (
        [edit(ALPHA, "source: article", "source: 7")],
        [
            f"{ALPHA}:33:13: the number 7; expected an id in kebab case, such as 'basic-training'; put it in quotes: \"7\""
        ],
    ),
    "days that do not exist": (
        [
            edit(ALPHA, "metrics: {delay: Clerks reply.}", "updated: 2026-02-30"),
            edit(BETA, "metrics: {delay: Clerks reply.}", "updated: 21 Nov 2026"),
        ],
        [
            f"{ALPHA}:31:10: '2026-02-30'; expected a date as year-month-day, such as '2026-11-21'",
            f"{BETA}:31:10: '21 Nov 2026'; expected a date as year-month-day, such as '2026-11-21'",
        ],
    ),
    "the day under its former name": (
        [
            edit(ALPHA, "metrics: {delay: Clerks reply.}", "reviewed: 2026-11-21"),
            edit(BETA, "metrics: {delay: Clerks reply.}", "metrics: {reviewed: Clerks reply.}"),
        ],
        [
            (
                f"{ALPHA}:31:1: unknown key 'reviewed'; expected one of the 30 that exist; "
                "write 'updated', with the day on which the text last changed"
            ),
            f"{BETA}:31:11: unknown metric 'reviewed'; expected one of 'delay', 'speed'",
        ],
    ),
    "thresholds that are no fractions": (
        [edit(MAIN, '"1/2"', "0.5"), edit(MAIN, '"3/20"', '"1/0"')],
        [
            f"{MAIN}:19:14: the text '1/0'; expected a fraction in quotes, such as \"1/2\"",
            f'{MAIN}:20:12: 0.5, which YAML reads as a number; expected a fraction in quotes, such as "1/2"; did you mean "1/2"?',
        ],
    ),
    "thresholds with too many digits": (
        [edit(MAIN, '"1/2"', "0.3333333333333333"), edit(MAIN, '"3/20"', '"1234567890123/9000000000000"')],
        [
            f"{MAIN}:19:14: a fraction with a number of 13 digits; expected at most 9 digits each; use smaller numbers",
            (
                f"{MAIN}:20:12: 0.3333333333333333, which YAML reads as a number; "
                'expected a fraction in quotes, such as "1/2"; did you mean "1/3"?'
            ),
        ],
    ),
    "a whole number as a threshold": (
        [edit(MAIN, '"3/20"', "0")],
        [f'{MAIN}:19:14: the number 0; expected a fraction in quotes, such as "1/2"; put it in quotes: "0"'],
    ),
    "thresholds out of order": (
        [edit(MAIN, '"1/2"', '"1/20"')],
        [f"{MAIN}:19:3: thresholds out of order; expected 0 ≤ partially < largely < fully < 1"],
    ),
    "an example that nobody vouches for": (
        [
            edit(ALPHA, "owner: Clerk", "owner: Clerk\nworked_example: {fictional: false, text: x}"),
            edit(BETA, "owner: Clerk", "owner: Clerk\nworked_example: {fictional: false, text: x, source: book}"),
        ],
        [
            f"{ALPHA}:31:17: an example that is not fictional and has no 'source'; expected the id of its source; add it",
            f"{BETA}:31:53: unknown source 'book'; expected 'article'",
        ],
    ),
    "a key that cannot be printed": (
        [edit(ALPHA, "owner: Clerk", 'owner: Clerk\n"a\\nb": 1')],
        [f"{ALPHA}:31:1: unknown key 'a\\nb'; expected one of the 30 that exist"],
    ),
}


@pytest.mark.parametrize(("spoil", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_said(small: Small, spoil: list[Spoil], expected: list[str]) -> None:
    assert small.spoilt(*spoil) == sorted(expected)
