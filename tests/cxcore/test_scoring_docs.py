"""The examples in the pages on scoring: what their tables give as input is computed anew, and must give what they print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from build_hooks.places import ROOT
from cxcore.compare.agreement import krippendorff_alpha, percent_agreement
from cxcore.compare.crosswalk import Fit, Status, read_through, turned
from cxcore.compare.team import read_team
from cxcore.compare.team_trend import LEAST_PAIRS, sign_test
from cxcore.compare.trend import Move, read_trend
from cxcore.exchange.share import decode_share, encode_share
from cxcore.model import Assessment, Framework, Respondent, Response
from cxcore.rating import Profile, coverages, gaps, stage_reached, standing
from cxcore.rating.coverage import aspects, strict_stage
from cxcore.rating.gaps import lift
from cxcore.reading import InputError
from cxcore.reading.csvtext import guarded, unguarded
from cxcore.roadmap import roadmap
from cxcore.roadmap.plan import Status as Plan
from cxcore.rounding import percent, shown, thousandths
from tests.builders import adoption, assessment, completed, each
from tests.ours import sources

FRAMEWORKS = sources().framework
FOUR, RUBRIC = FRAMEWORKS["four-stages"], FRAMEWORKS["reactive-to-advanced"]
CROSSWALK = sources().crosswalk
SAMPLE = sources().samples["four-stages"]
NOW = Profile.of(FOUR, SAMPLE)

Rows = Sequence[Mapping[str, str]]


class DocPage:
    """A page of docs/about: its text without line breaks, and its tables by their first columns."""

    def __init__(self, name: str) -> None:
        source = (ROOT / f"docs/about/{name}.md").read_text("utf-8")
        self.text = " ".join(source.split())
        self._tables: list[list[list[str]]] = [[]]
        for line in source.splitlines():
            if line.startswith("|"):
                self._tables[-1].append([_plain(cell) for cell in line.strip("|").split("|")])
            elif self._tables[-1]:
                self._tables.append([])

    def table(self, *columns: str) -> Rows:
        """The rows of the only table that begins with these columns."""
        [found] = [table for table in self._tables if table and table[0][: len(columns)] == list(columns)]
        return [dict(zip(found[0], row, strict=True)) for row in found[2:]]

    def says(self, *texts: str) -> None:
        """The page must say all of this."""
        assert [text for text in texts if text not in self.text] == []


def _plain(cell: str) -> str:
    return re.sub(r"\[(.*?)\]\(.*?\)", r"\1", cell).strip()


def last_number(cell: str) -> str:
    """What stands after the last equals sign, without the signs that come with it."""
    return cell.split("=")[-1].strip().removesuffix(" %").replace("−", "-")


def whole(cell: str) -> int:
    """`whole("3 + 5 = 8")` is 8."""
    return int(last_number(cell))


def practice(name: str, framework: Framework = FOUR) -> str:
    """The id of the only practice of that name."""
    [key] = [key for key, one in framework.practice.items() if one.name == name]
    return key


def said(cell: str, framework: Framework = FOUR) -> Response | None:
    """The response that a cell names in words."""
    match cell.lower():
        case "unanswered":
            return None
        case "don't know":
            return Response(dont_know=True)
        case "not applicable":
            return Response(not_applicable="")
    [key] = [key for key, name in framework.answer_names.items() if name.split(" – ")[0].lower() == cell.lower()]
    return Response(answer=key)


def in_words(profile: Profile, key: str) -> str:
    if key in profile.ranks:
        return FOUR.answer_names[FOUR.scale[profile.ranks[key]]]
    return profile.state(key).value.replace("dont_know", "Don't know").replace("unanswered", "Unanswered")


SCORING = DocPage("scoring")


def check_stages(framework: Framework, profile: Profile, rows: Rows) -> None:
    for stage, row in zip(coverages(framework, profile), rows, strict=True):
        assert stage.coverage is not None
        assert (int(row["Stage"]), whole(row["Met"]), row["Band"]) == (stage.order, stage.met, stage.band)
        share, value = row["Coverage"].split(" = ")
        assert Fraction(share) == stage.coverage
        assert value == f"{percent(stage.coverage)} %"


def test_the_sample_s_stages() -> None:
    rows = SCORING.table("Stage", "Met", "Applicable")
    check_stages(FOUR, NOW, rows)
    for stage, row in zip(coverages(FOUR, NOW), rows, strict=True):
        needed = int(row["Needed for L"]), int(row["Needed for F"])
        assert (whole(row["Applicable"]), *needed) == (stage.applicable, stage.needed_largely, stage.needed_fully)
    stages = coverages(FOUR, NOW)
    assert (stage_reached(FOUR, stages), strict_stage(stages), standing(FOUR, NOW).stage_interval) == (2, 0, (2, 3))
    SCORING.says("**stage 2 reached, working on stage 3**", "The strict reading is 0", "the interval is **2 to 3**")
    assert [FOUR.practice[key].name for key in lift(standing(FOUR, NOW))] == [
        "Technology Integration",
        "C-Suite Accountability",
    ]
    SCORING.says("Technology Integration and C-Suite Accountability, if both turned out to be met")


def test_the_sample_s_answers_are_as_listed() -> None:
    source = (ROOT / "docs/about/scoring.md").read_text("utf-8")
    listed = {}
    for paragraph in re.findall(r"^Stage \d, [^\n]*\n:   (.*?)\n\n", source, re.MULTILINE | re.DOTALL):
        for answer, count, names in re.findall(
            r"\*\*([^*]+) \((\d+)\):\*\* (.*?)\.(?= \*\*|$)", " ".join(paragraph.split())
        ):
            keys = [name.split(", because")[0] for name in re.split(r", (?!because)", names)]
            keys = [name for name in keys if not name.startswith("because")]
            assert len(keys) == int(count), (answer, keys)
            listed[answer] = listed.get(answer, 0) + len(keys)
            for name in keys:
                found = {in_words(NOW, key) for key, one in FOUR.practice.items() if one.name == name}
                assert answer in {word.replace("not_applicable", "Not applicable") for word in found}, name
    assert sum(listed.values()) == 46


def test_the_sample_s_index() -> None:
    rows = SCORING.table("Stage", "Points")
    for column, profile in {
        "Share": NOW,
        "All open ones lowest": completed(FOUR, NOW, 0),
        "All open ones highest": completed(FOUR, NOW, 3),
    }.items():
        for row in rows:
            ranks = [profile.ranks[p.id] for p in FOUR.bearing[int(row["Stage"])] if p.id in profile.ranks]
            assert row[column] == f"{sum(ranks)}/{3 * len(ranks)}"
    low, high = standing(FOUR, NOW).index_interval or (None, None)
    for value in (standing(FOUR, NOW).index, low, high):
        assert value is not None
        SCORING.says(f"{value} = **{shown(value)}**" if value.denominator > 1 else f"**{shown(value)}**")


def test_the_sample_s_aspects_gaps_and_share_answered() -> None:
    for aspect in aspects(FOUR, NOW):
        assert aspect.coverage is not None
        share = f"{aspect.met}/{aspect.applicable} = {percent(aspect.coverage)} % ({aspect.band})"
        SCORING.says(f"{aspect.aspect.capitalize()} {share}")
    answered = standing(FOUR, NOW).counts
    part = percent(Fraction(answered.answered, answered.applicable))
    SCORING.says(f"{answered.answered}/{answered.applicable} = {part} %")
    blocking = [gap for gap in gaps(standing(FOUR, NOW)) if gap.blocks]
    for gap, row in zip(blocking, SCORING.table("Practice", "Stage", "Now"), strict=True):
        assert (gap.practice, gap.stage, gap.steps) == (practice(row["Practice"]), int(row["Stage"]), int(row["Steps"]))
        assert row["Now"].lower() == in_words(NOW, gap.practice).lower()
        assert row["Effort"] == f"{gap.steps} × {gap.cost // gap.steps} = {gap.cost}"


def rubric_example() -> Profile:
    responses = {}
    for row in SCORING.table("Answer", "Stage", "Practices"):
        response = said(row["Answer"], RUBRIC)
        for name in row["Practices"].split(", "):
            key = practice(name, RUBRIC)
            if response is not None:
                responses[key] = RUBRIC.scale.index(response.answer or "")
                assert int(row["Stage"]) == responses[key] + 1
    return Profile(ranks=responses, not_applicable=frozenset(), dont_know=frozenset())


def test_the_rubric() -> None:
    profile = rubric_example()
    check_stages(RUBRIC, profile, SCORING.table("Stage", "Met", "Coverage"))
    stages = coverages(RUBRIC, profile)
    assert (stage_reached(RUBRIC, stages), strict_stage(stages), standing(RUBRIC, profile).stage_interval) == (
        3,
        1,
        (3, 3),
    )
    assert (stages[2].needed_fully, stages[3].needed_largely) == (9, 6)
    low, high = standing(RUBRIC, profile).index_interval or (None, None)
    found = [shown(value) for value in (standing(RUBRIC, profile).index, low, high) if value is not None]
    SCORING.says(
        "20/36 = **{}**; with the blank at its lowest 20/40 = **{}**, at its highest 24/40 = **{}**".format(*found)
    )


def test_the_quick_look() -> None:
    rows = SCORING.table("Stage", "Met of those answered")
    ranks = {}
    for row, practices in zip(rows, FOUR.bearing.values(), strict=True):
        met, asked = map(int, row["Met of those answered"].split(" of "))
        marked = [p.id for p in practices if p.id in FOUR.quick]
        assert (len(marked), len(practices)) == (asked, int(row["Applicable"]))
        ranks |= {key: 2 if place < met else 0 for place, key in enumerate(marked)}
    here = standing(FOUR, Profile(ranks=ranks))
    assert here.quick is not None
    for row, stage in zip(rows, here.quick.stages, strict=True):
        assert (stage.least, stage.most) == (int(row["Likely met, at least"]), int(row["Likely met, at most"]))
    SCORING.says(f"**stage {here.quick.low} to {here.quick.high}**", "between no stage and stage 2.")
    assert here.stage_interval == (0, 2)
    path = FRAMEWORKS["adoption-path"]
    SCORING.says(f"marks {len(FOUR.quick)} of its 46 questions", f"{len(path.quick)} of its {len(path.practice)}.")


PLAN = DocPage("scoring-roadmap")


def test_the_plan_for_the_sample() -> None:
    stages = coverages(FOUR, NOW)
    for row, stage in zip(PLAN.table("Stage", "Applicable"), stages[:3], strict=True):
        needed = stage.needed_fully if stage.order < 3 else stage.needed_largely
        found = stage.applicable, stage.met, needed, max(0, needed - stage.met)
        assert tuple(int(row[name]) for name in ("Applicable", "Met", "Needed", "Need")) == found
    rows = PLAN.table("Practice", "Stage", "From")
    assert [practice(row["Practice"]) for row in rows] == [
        p.id for order in (2, 3) for p in sorted(FOUR.bearing[order], key=_cost) if _open(p.id)
    ]
    for row in rows:
        one = FOUR.practice[practice(row["Practice"])]
        assert one.stage is not None
        assert int(row["Stage"]) == FOUR.stage_order[one.stage]
        steps = 2 - NOW.ranks.get(one.id, 0)
        assert row["Cost"] == f"{steps} × {one.effort.cost} = {FOUR.cost(one.id, 2 - steps, 2)}"
        assert row["From"].lower() == in_words(NOW, one.id).lower()
        met = {key: "met" if not _open(key) else "not met" for key in one.depends_on}
        assert row["Depends on"] == (", ".join(f"{FOUR.practice[k].name}, {m}" for k, m in met.items()) or "nothing")
    plan = roadmap(FOUR, NOW, 3)
    assert plan.cost == plan.lower_bound
    names, costs = zip(*((FOUR.practice[item.practice].name, item.cost) for item in plan.items), strict=True)
    PLAN.says(f"**{names[0]} and {names[1]}, {costs[0]} + {costs[1]} = {plan.cost}**")


def _open(key: str) -> bool:
    return key not in NOW.not_applicable and NOW.ranks.get(key, 0) < 2


def _cost(one) -> int:
    return FOUR.cost(one.id, NOW.ranks.get(one.id, 0), 2)


def test_the_plan_for_stage_4() -> None:
    plan = roadmap(FOUR, NOW, 4)
    needs = [max(0, (s.needed_fully if s.order < 4 else s.needed_largely) - s.met) for s in coverages(FOUR, NOW)]
    PLAN.says("For stage 4 the needs are {}, {}, {} and {}, and the plan costs {}".format(*needs, plan.cost))
    chosen = {item.practice for item in plan.items}
    assert {item.practice for item in roadmap(FOUR, NOW, 3).items} <= chosen
    rounds = plan.to_dict(FOUR, NOW)["rounds"]
    assert [entry["practices"] for entry in rounds][1:] == [["omnichannel-excellence"]]
    assert FOUR.practice["omnichannel-excellence"].depends_on == ("data-integration",)
    assert len(chosen) == 9
    PLAN.says("Omnichannel Excellence waits in this way for Data Integration", "a plan of nine practices")


def test_what_training_costs_in_truth() -> None:
    cost = _cost(FOUR.practice["employee-training-and-empowerment"])
    more = _cost(FOUR.practice["employee-empowerment"])
    PLAN.says(f"one step of {more}, so that it costs {cost + more} in truth")


def test_the_plan_for_the_rubric() -> None:
    plan = roadmap(RUBRIC, rubric_example(), 4)
    kpis, roles, processes, consistency = (
        practice(name, RUBRIC)
        for name in (
            "KPIs and Metrics",
            "CX Roles and Responsibilities",
            "CX Processes",
            "Consistency across the Organisation",
        )
    )
    assert {item.practice: (item.start, item.to) for item in plan.items} == {
        kpis: (1, 2),
        **dict.fromkeys((roles, processes, consistency), (2, 3)),
    }
    first, second = RUBRIC.cost(kpis, 1, 2), RUBRIC.cost(kpis, 2, 3)
    pair = [RUBRIC.cost(key, 2, 3) for key in (roles, processes)]
    PLAN.says(
        f"two steps for {first} + {second}",
        f"CX Roles and Responsibilities ({pair[0]}) and CX Processes ({pair[1]}), that makes {first + second + sum(pair)}",
        f"One step for it ({first})",
        f"Consistency across the Organisation ({RUBRIC.cost(consistency, 2, 3)})",
        f"cost **{plan.cost}**",
    )
    assert plan.cost == plan.lower_bound == first + sum(pair) + RUBRIC.cost(consistency, 2, 3)
    # Without the one that waits for CX Processes, no pair beside two steps is cheaper.
    twice = roadmap(RUBRIC, rubric_example(), 4, excluded=[consistency])
    assert twice.cost == first + second + sum(pair)


def test_a_plan_out_of_reach() -> None:
    plan = roadmap(FOUR, NOW, 3, excluded=["pilot-programs", "technology-integration"])
    assert plan.status is Plan.UNREACHABLE
    PLAN.says(f"stage 2 can have at most {plan.obstacles[0].possible} of the {plan.obstacles[0].needed} it needs")


TEAM = DocPage("scoring-team")


def five() -> list[Assessment]:
    people = []
    for person in "ABCDE":
        responses = {practice(row["Practice"]): said(row[person]) for row in TEAM.table("Practice", "A")}
        people.append(replace(SAMPLE, responses={key: response for key, response in responses.items() if response}))
    return people


def test_five_people() -> None:
    readings = {reading.practice: reading for reading in read_team(FOUR, five()).everybody.practices}
    rows = TEAM.table("Practice", "Missing")
    for row in rows:
        reading = readings[practice(row["Practice"])]
        assert tuple(int(row[FOUR.answer_names[key]]) for key in FOUR.scale) == reading.counts
        assert reading.median is not None and reading.leik is not None
        assert row["Median"] == FOUR.answer_names[FOUR.scale[reading.median]]
        shares = sum(map(Fraction, row["Shares"].split(" + ")))
        assert 1 - 2 * shares / 3 == reading.leik
        assert row["Consensus"] == f"{reading.leik} = {thousandths(reading.leik)}"
    by_consensus = min(rows, key=lambda row: last_number(row["Consensus"]))
    TEAM.says(f"Talk about {by_consensus['Practice']} first")


def test_their_agreement() -> None:
    data = read_team(FOUR, five()).to_dict()
    units = [entry["counts"] for entry in data["practices"] if entry["counts"] and any(entry["counts"])]
    assert len(units) == 4
    alpha, agreement = krippendorff_alpha(units), percent_agreement(units)
    assert alpha is not None and agreement is not None
    TEAM.says(
        f"{alpha} = **{thousandths(alpha)}**",
        f"{agreement.numerator} of {agreement.denominator} = **{percent(agreement)} %**",
    )
    assert data["alpha"]["value"] == thousandths(alpha)
    pairs = [(sum(n * (n - 1) // 2 for n in unit), sum(unit) * (sum(unit) - 1) // 2) for unit in units]
    TEAM.says("{} of {}, {} of {}, {} of {} and {} of {}".format(*(n for pair in pairs for n in pair)))


def test_alpha_step_by_step() -> None:
    units = [reading.counts for reading in read_team(FOUR, five()).everybody.practices if any(reading.counts)]
    total = [sum(unit[rank] for unit in units) for rank in range(4)]
    TEAM.says("There are {} answers: {} Missing, {} Ad hoc, {} Repeatable, {} Systematic".format(sum(total), *total))
    names = [FOUR.answer_names[key] for key in FOUR.scale]
    observed, expected = Fraction(0), Fraction(0)
    for row in TEAM.table("Pair", "Distance"):
        low, high = (names.index(name) for name in row["Pair"].split(", "))
        distance = Fraction(total[low] + total[high], 2) + sum(total[low + 1 : high])
        assert (Fraction(row["Distance"]), Fraction(row["Squared"])) == (distance, distance**2)
        assert Fraction(row["Observed"]) == sum(Fraction(unit[low] * unit[high], sum(unit) - 1) for unit in units)
        assert int(row["Expected"]) == total[low] * total[high]
        observed += distance**2 * Fraction(row["Observed"])
        expected += distance**2 * int(row["Expected"])
    assert len(TEAM.table("Pair", "Distance")) == 6
    TEAM.says(f"adds up to {observed}, squared times expected to {expected}")
    TEAM.says(f"1 − {sum(total) - 1} × {observed} ÷ {expected} = {1 - (sum(total) - 1) * observed / expected}")


def test_where_alpha_collapses() -> None:
    nearly = [[0, 0, 5, 0]] * 3 + [[0, 0, 4, 1]]
    assert (percent_agreement(nearly), krippendorff_alpha(nearly)) == (Fraction(36, 40), 0)
    assert krippendorff_alpha([[0, 0, 5, 0]] * 4) is None
    TEAM.says("36 of 40 pairs agree, which is 90 %, and alpha is 0", "If nobody varies it is undefined")


def test_a_team_above_all_its_members() -> None:
    framework = adoption([1, 1, 1], [1])
    team = read_team(framework, [assessment(framework, {**each(2, 2, 2, 2), f"p{left}": 0}) for left in (1, 2, 3)])
    assert team.everybody.stages == (1, 1, 1)
    assert team.to_dict()["stage"]["order"] == 2


def test_groups_that_could_be_subtracted() -> None:
    sizes = {"leadership": 6, "frontline": 5, "back office": 3}
    members = [name for name, size in sizes.items() for _ in range(size)]
    team = read_team(FOUR, [replace(SAMPLE, respondent=Respondent(group=name)) for name in members])
    assert (list(team.groups), team.withheld) == (["leadership"], ("back office", "frontline"))
    TEAM.says("Take 14 people: leadership 6, frontline 5, back office 3", "here the frontline, which leaves eight")


TREND = DocPage("scoring-trend")


def later() -> Assessment:
    responses = dict(SAMPLE.responses)
    for row in TREND.table("Practice", "Stage", "Before"):
        key = practice(row["Practice"])
        before, after = said(row["Before"]), said(row["After"])
        assert before is not None and after is not None
        assert NOW.state(key) == before.state
        assert before.answer in (None, FOUR.scale[NOW.ranks.get(key, 0)])
        assert FOUR.stage_order[FOUR.practice[key].stage or ""] == int(row["Stage"])
        responses[key] = after
    return replace(SAMPLE, taken="2027-11-20", responses=responses)


def test_the_sample_a_year_later() -> None:
    trend = read_trend(FOUR, [SAMPLE, later()])
    [step] = trend.steps
    listed: dict[str, tuple[Move, ...]] = {
        "up": step.up, "down": step.down, "newly answered": step.answered, "not applicable": step.not_applicable,
    }  # fmt: skip
    rows = TREND.table("Practice", "Stage", "Before")
    for name, moves in listed.items():
        assert {move.practice for move in moves} == {practice(row["Practice"]) for row in rows if row["List"] == name}
    points = trend.to_dict()["points"]
    stages = [point["stage_reached"]["order"] for point in points]
    TREND.says("The stage rises from **{} to {}**".format(*stages))
    TREND.says("the index falls from **{} to {}**".format(*(point["index"]["value"] for point in points)))
    covered = coverages(FOUR, Profile.of(FOUR, later()))
    TREND.says(
        "stage 2 has {} of {}, stage 3 has {} of {}".format(*(n for s in covered[1:3] for n in (s.met, s.applicable)))
    )
    goes = [Fraction(point["to_target"]["exact"]) for point in points]
    assert goes == [1 - Fraction(11, 64), 1 - Fraction(10, 66)]
    TREND.says(*(f"= **{percent(way)} %**" for way in goes), "Before: 1 − 11/64", "After: 1 − 10/66")
    assert trend.target == 3


def test_where_the_change_comes_from() -> None:
    [step] = read_trend(FOUR, [SAMPLE, later()]).steps
    names = {"moved": "moved", "newly answered": "answered", "not applicable": "not_applicable"}
    effects = {effect.cause: effect for effect in step.effects}
    whole_difference = Fraction(0)
    for row in TREND.table("List", "Stage"):
        effect = effects[names[row["List"]]]
        assert effect.index is not None
        assert row["Stage"] == f"{effect.before.reached} to {effect.after.reached}"
        assert row["Effect on the index"].replace("−", "-") == f"{effect.index} = {shown(effect.index)}"
        whole_difference += effect.index
    assert effects["framework"].index == 0
    TREND.says(f"The three add up to {whole_difference}, the whole difference".replace("-", "−", 1))


def test_the_shares_that_change() -> None:
    # A quarter of each share's change, times 100, as the page says.
    def effect(*changes: tuple[str, str]) -> Fraction:
        return sum((25 * (Fraction(new) - Fraction(old)) for old, new in changes), Fraction(0))

    rows = TREND.table("List", "Stage")
    for row in rows:
        changes = re.findall(r"(\d+/\d+) to (\d+/\d+)", row["Shares that change"])
        assert Fraction(row["Effect on the index"].split(" = ")[0].replace("−", "-")) == effect(*changes)


def test_the_sign_test_by_hand() -> None:
    rows = TREND.table("Label", "Before")
    signs = ["+" if Fraction(row["After"]) > Fraction(row["Before"]) else "−" for row in rows]
    assert signs == [row["Sign"] for row in rows]
    assert len(rows) == LEAST_PAIRS
    count = Counter(signs)
    p = sign_test(count["+"], count["−"])
    TREND.says(f"14/64 = {p} = **{thousandths(p)}**")
    for row in TREND.table("Up", "Down"):
        p = sign_test(int(row["Up"]), int(row["Down"]))
        assert row["p"] == ("1" if p == 1 else f"{p} = {thousandths(p)}")
        assert sum(int(row[name]) for name in ("Up", "Down", "Ties")) >= LEAST_PAIRS


CROSSED = DocPage("scoring-crosswalk")


def test_the_intervals() -> None:
    pair = CROSSWALK.between("four-stages", "reactive-to-advanced")
    assert pair is not None
    for row, stage in zip(CROSSED.table("Reached in the four-stage model"), pair.stages, strict=True):
        reached, interval = row.values()
        assert reached == (str(stage.reached) if stage.reached else "none")
        assert interval == (str(stage.low) if stage.low == stage.high else f"{stage.low} to {stage.high}")
    [defined] = [stage for stage in turned(pair).stages if stage.reached == 3]
    assert (defined.low, defined.high) == (1, 4)
    CROSSED.says("hence it corresponds to stages 1 to 4 of the four-stage model")


def test_what_two_readers_left() -> None:
    matches = [match for pair in CROSSWALK.pairs for match in pair.practices]
    now = {row["Counted"]: row["Second reading"] for row in CROSSED.table("Counted")}
    assert now["Matches"] == str(len(matches))
    assert now["of these close"] == str(sum(match.fit is Fit.CLOSE for match in matches))
    assert now["Intervals, from none reached to the last stage"] == str(
        sum(len(pair.stages) for pair in CROSSWALK.pairs)
    )


def test_the_sample_read_through() -> None:
    data = read_through(CROSSWALK, FOUR, NOW, RUBRIC)
    assert (data["stage"]["interval"], data["stage_interval"]["interval"]) == ([2, 3], [2, 4])
    CROSSED.says("stage 2 lies at 2 to 3; for the interval, the lowest end for 2 and the highest for 3 give 2 to 4")
    found = {entry["practice"]: entry["from"] for entry in data["practices"]}
    rows = iter(CROSSED.table("In From reactive to advanced"))
    seen = 0
    for row in rows:
        seen += 1
        for i, match in enumerate(found[practice(row["In From reactive to advanced"], RUBRIC)]):
            if i:
                row = next(rows)
                assert row["In From reactive to advanced"] == ""
            assert row["In the four-stage model"] == FOUR.practice[match["practice"]].name
            assert (row["Fit"], row["Answer"]) == (match["fit"], in_words(NOW, match["practice"]))
    assert seen == 4
    numbers = data["counts"]["assessed"], data["counts"]["unanswered"], data["counts"]["not_assessed"]
    CROSSED.says("Counted over all ten: {} assessed, {} unanswered, {} not assessed".format(*numbers))
    CROSSED.says(f"Of the supplier's own 46 practices, {len(data['unmapped'])} map to nothing")


def test_the_rubric_read_through() -> None:
    data = read_through(CROSSWALK, RUBRIC, rubric_example(), FOUR)
    found = [data["counts"][status.value.replace("-", "_")] for status in Status]
    CROSSED.says("{} practices assessed, {} unanswered and {} not assessed".format(*found))
    [training] = [
        entry for entry in read_through(CROSSWALK, FOUR, NOW, RUBRIC)["practices"] if entry["practice"] == "cx-training"
    ]
    assert [match["answer"] for match in training["from"]] == ["systematic", "repeatable", "repeatable", "missing"]


SHARING = DocPage("sharing")


def test_the_code_of_the_sample() -> None:
    code = encode_share(FOUR, SAMPLE)
    SHARING.says(f" {code} ", f"It has {len(code)} characters")
    back = decode_share(code, FRAMEWORKS)
    assert Profile.of(FOUR, back) == NOW
    assert (back.taken, back.mode, back.agreed) == (SAMPLE.taken, SAMPLE.mode, SAMPLE.agreed)
    assert (back.name, back.respondent) == ("", Respondent())
    assert {(one.evidence, one.not_applicable or "") for one in back.responses.values()} == {("", "")}


def test_the_damaged_code() -> None:
    good, bad = re.findall(r"1\.four-stages\.[\d.]+\w+", SHARING.text)
    assert sum(a != b for a, b in zip(good, bad, strict=True)) == 1
    with pytest.raises(InputError, match="copy the whole code again"):
        decode_share(bad, FRAMEWORKS)


def test_the_safe_cells() -> None:
    for row in SHARING.table("Note", "In the table"):
        assert guarded(row["Note"]) == row["In the table"]
        assert unguarded(row["In the table"]) == row["Note"]
