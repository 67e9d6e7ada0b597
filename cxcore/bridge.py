"""JSON text in, JSON text out: all that the page's worker calls.

Requests and answers are objects. An answer is `{"ok": true, "value": …}` or `{"ok": false, "error": {"problems": ["…"],
"more": 0}}`, where `more` counts the problems that are not listed; whatever the request, there is an answer and no exception.
"""

from __future__ import annotations

import json
from collections.abc import Buffer, Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from cxcore.model import Assessment, Framework, version_key
from cxcore.reading import Fault, InputError, Problem, encode, jsontext, printable, restored
from cxcore.view.messages import Messages

if TYPE_CHECKING:
    from cxcore.rating import Profile
    from cxcore.view.blocks import Telling
    from cxcore.view.words import Words

# A capability is imported by the request that first needs it: a visitor who answers must not wait for what comes later.

LISTED = 10
"""So many problems are listed; nobody reads five hundred."""
LONGEST = 300
"""Characters of a problem that are shown. What is wrong may be a key of a million characters."""


class Bridge:
    """One framework and the words of the interface, and the requests that can be made about them.

    Without a framework (an empty text) there are the calculator, and a team's requests, which bring theirs.
    """

    def __init__(self, framework: str | Buffer, words: str | Buffer) -> None:
        """`framework` and `words` are the bundle's JSON files, as texts or as their bytes, of which the page has made sure that they
        are as the build has written them.
        """
        self._messages = Messages(json.loads(_text(words)))
        self._kinds: dict[str, Callable[[Any], Any]] = {
            "calculate": self._calculate,
            "collect": self._collect,
            "team": self._team,
        }
        if text := _text(framework):
            self._framework = _framework(text)
            self._kinds |= {
                "report": self._report,
                "short": self._short,
                "table": self._table,
                "plan": self._plan,
                "tasks": self._tasks,
                "beside": self._beside,
                "trend": self._trend,
                "through": self._through,
                "read": self._read,
                "share": self._share,
                "open": self._open,
            }

    def handle(self, kind: str, payload: str) -> str:
        """Answer a request of one of these kinds; what goes in, and what comes out.

        Everywhere "assessment" is an assessment file's values, "site" leads from the page to the site's root, "framework" and
        "crosswalk" are texts of the bundle's JSON, and "html" is what a telling says.

        - `report`: "assessment", "site"; "report": the data, "html".
        - `short`: "assessment", "site", "address": the site's whole address; "text" and "markdown": the report in lines, "html": it on one page.
        - `table`: "assessment", "form": "csv" or "xlsx"; the report's table as "text", or as a workbook's bytes in "base64".
        - `plan`: "assessment", "site", "target": a stage's order, or null for the next one, "excluded": practices, "efforts":
          [knowledge, time, resources] by practice, "owners": who leads, by practice, "done": practices to be seen as raised as the plan
          raises them; "plan": the data, "html", "target": its order, "outlook": a sentence on where one stands once those are done, empty without any.
        - `tasks`: the same, and "form": a `Tracker`, "calendar" or "text", "begins" and "made": days; "text".
        - `trend`: "assessments": two or more, each of any version, "target": a stage's order, or null for the one after that first
          reached, "site"; "trend": the data, "html".
        - `beside`: "text" of a file; "assessment": its values, in its own version, for `trend`, "said": a sentence on it. Of a file
          that is of no use the assessment is null, and the sentence says why.
        - `through`: "assessment", "site", "framework": another one, "crosswalk": that of the two; "crosswalk": the data, "html".
        - `read`: "text" of an assessment file; "assessment", "reviews": names of practices, "kept": responses by practice. One of an
          earlier version is brought forward: the practices are those that somebody should look at again, and what has no place is kept.
        - `share`: "assessment"; "code".
        - `open`: "code", or what has become of a link with one; "read": the same as `read`, or null and "refused": why, as a `Fault` in
          small letters or as "empty"; "made_for": of a foreign code the "id" and "version" that it answers, else null.
        - `collect`: "framework", and "text" of an assessment file or "code"; "made_for": the "id" and "version" that it answers, "read":
          the same as `read`, null for one of another framework, "refused": null. Where there is nothing to read, both are null, and
          "refused" says why as `open` does. What is no assessment file is refused with its problems.
        - `team`: "framework", "assessments": of its version, "keep": whether to count duplicates, "site"; "duplicates": the assessments
          of somebody of whom another one counts (`cxcore.compare.people`), "team": the data, "html", "answers": the "id" and "name" of
          each, "topics": the practices to talk about, what people disagree on first, each with its "practice", "name", "disputed",
          "median" (an answer's id, or null), "not_applicable" (whether one may say so) and "html". Of fewer than two people there are
          no data, and nothing is told.
        - `calculate`: see `cxcore.view.calculator.calculate`.
        """
        try:
            # The request comes from our own page. What a stranger wrote is text within it, and read strictly by whoever takes it.
            answer: dict[str, Any] = {"ok": True, "value": self._kinds[kind](json.loads(payload))}
        except InputError as error:
            answer = _refusal([str(problem) for problem in error.problems])
        except Exception as error:  # The page waits for an answer; a defect must reach it as one.
            answer = _refusal([f"internal error: {type(error).__name__}: {error}"])
        return jsontext.dumps(answer)

    def _report(self, payload: Any) -> dict[str, Any]:
        from cxcore.roadmap import planned_report
        from cxcore.view.report import tell_report

        assessment = self._given(payload)
        data = planned_report(self._framework, assessment)
        return {"report": data, "html": self._html(tell_report(self._words(), assessment, data), payload)}

    def _short(self, payload: Any) -> dict[str, Any]:
        from cxcore.roadmap import planned_report
        from cxcore.view.markdown_printer import markdown_of
        from cxcore.view.short import in_lines, tell_lines, tell_page

        assessment, words = self._given(payload), self._words()
        data = planned_report(self._framework, assessment)
        lines = tell_lines(words, assessment, data, payload["address"])
        page = self._html(tell_page(words, assessment, data), payload)
        return {"text": in_lines(lines), "markdown": markdown_of(lines.blocks), "html": page}

    def _table(self, payload: Any) -> dict[str, Any]:
        from cxcore.exchange.tables import REPORT_COLUMNS, report_rows, report_table

        assessment = self._given(payload)
        if payload["form"] == "csv":
            return {"text": "".join(report_table(self._framework, assessment))}
        from binascii import b2a_base64

        from cxcore.exchange.workbook import workbook

        made = workbook(REPORT_COLUMNS, report_rows(self._framework, assessment))
        return {"base64": b2a_base64(made, newline=False).decode()}

    def _plan(self, payload: Any) -> dict[str, Any]:
        from cxcore.rating import Profile
        from cxcore.view.report import whose
        from cxcore.view.roadmap import tell_outlook, tell_roadmap

        words, assessment = self._words(), self._given(payload)
        profile = Profile.of(self._framework, assessment)
        data = self._planned(profile, payload)
        outlook = tell_outlook(words, profile, data, payload["done"])
        html = self._html(tell_roadmap(words, data, whose(words, assessment), payload["owners"]), payload)
        return {"plan": data, "html": html, "target": data["target"]["order"], "outlook": outlook}

    def _planned(self, profile: Profile, payload: Any) -> dict[str, Any]:
        """The data of the plan that a request asks for."""
        from cxcore.model import Effort
        from cxcore.rating import standing
        from cxcore.roadmap import roadmap

        framework = self._framework
        efforts = {key: Effort.of(parts) for key, parts in payload["efforts"].items()}
        target = payload["target"] or min(standing(framework, profile).reached + 1, len(framework.stages))
        plan = roadmap(framework, profile, target, efforts=efforts, excluded=payload["excluded"])
        return plan.to_dict(framework, profile)

    def _tasks(self, payload: Any) -> dict[str, Any]:
        from datetime import date

        from cxcore.exchange.tasks import Tracker, calendar, task_table, tasks
        from cxcore.rating import Profile
        from cxcore.view.roadmap import tasks_in_words

        begins, form = date.fromisoformat(payload["begins"]), payload["form"]
        plan = self._planned(Profile.of(self._framework, self._given(payload)), payload)
        found = tasks(self._words().named, plan, begins, payload["owners"])
        if form == "text":
            return {"text": tasks_in_words(self._words(), plan, found)}
        if form == "calendar":
            return {"text": calendar(found, date.fromisoformat(payload["made"]))}
        return {"text": "".join(task_table(Tracker(form), found))}

    def _trend(self, payload: Any) -> dict[str, Any]:
        from cxcore.compare.trend import read_trend
        from cxcore.view.trend import tell_trend

        assessments = [Assessment.from_dict(each) for each in payload["assessments"]]
        data = read_trend(self._framework, assessments, payload["target"]).to_dict()
        return {"trend": data, "html": self._html(tell_trend(self._words(), data), payload)}

    def _beside(self, payload: Any) -> dict[str, Any]:
        from cxcore.view.beside import tell_file, tell_refused

        try:
            given = Assessment.from_json(payload["text"], self._framework)
            read, _, _ = self._forwarded(self._framework, given)
        except InputError as error:
            return {"assessment": None, "said": _short(tell_refused(self._words(), error.problems))}
        return {"assessment": given.to_dict(), "said": tell_file(self._words(), read, given.framework.version)}

    def _through(self, payload: Any) -> dict[str, Any]:
        from cxcore.compare.crosswalk import Crosswalk, read_through
        from cxcore.rating import Profile
        from cxcore.view.crosswalk import tell_crosswalk

        source, target = self._framework, _framework(payload["framework"])
        walk = Crosswalk.from_dict(json.loads(payload["crosswalk"]), {source.id: source, target.id: target})
        data = read_through(walk, source, Profile.of(source, self._given(payload)), target)
        telling = tell_crosswalk(self._words(), self._words(target), data)
        return {"crosswalk": data, "html": self._html(telling, payload)}

    def _given(self, payload: Any) -> Assessment:
        return Assessment.from_dict(payload["assessment"], self._framework).checked(self._framework)

    def _words(self, framework: Framework | None = None) -> Words:
        from cxcore.view.words import Words

        return Words(framework or self._framework, self._messages)

    def _html(self, telling: Telling, payload: Any, *levels: int) -> str:
        from cxcore.view.html_printer import html_of

        return str(html_of(telling, payload["site"], *levels))

    def _collect(self, payload: Any) -> dict[str, Any]:
        framework = _framework(payload["framework"])
        if "code" in payload:
            from cxcore.exchange.share import share_stamp

            opened = self._opened(framework, payload["code"])
            read, why = opened["read"], opened["refused"]
            made_for = None if why and not opened["made_for"] else share_stamp(payload["code"])
        else:
            one = Assessment.from_json(payload["text"], framework)
            made_for, read = one.framework, None
            why = "foreign" if made_for.id != framework.id else _unread(framework, one)
            if not why:
                read = self._brought_forward(framework, one)
        if why and why != "foreign":
            return {"made_for": None, "read": None, "refused": why}
        return {"made_for": encode(made_for), "read": read, "refused": None}

    def _team(self, payload: Any) -> dict[str, Any]:
        from cxcore.compare.people import duplicates
        from cxcore.compare.team import read_team
        from cxcore.view.team import tell_team, tell_topic, topics

        framework = _framework(payload["framework"])
        given = [Assessment.from_dict(each, framework) for each in payload["assessments"]]
        twice = duplicates(given)
        left = set() if payload["keep"] else {each.place for each in twice}
        people = [one for place, one in enumerate(given) if place not in left]
        answer = {"duplicates": encode(twice), "team": None, "html": "", "answers": [], "topics": []}
        if len(people) < 2:
            return answer
        data, words = read_team(framework, people).to_dict(), self._words(framework)
        medians = {each["practice"]: each["median"] for each in data["practices"]}
        found = [
            {
                "practice": key,
                "name": words.practice(key).name,
                "disputed": key in data["disagreements"],
                "median": medians[key],
                "not_applicable": framework.practice[key].not_applicable is not None,
                "html": self._html(tell_topic(words, data, key), payload, 3, 2),
            }
            for key in topics(data)
        ]
        answers = [{"id": key, "name": name} for key, name in framework.answer_names.items()]
        told = self._html(tell_team(words, data), payload)
        return {**answer, "team": data, "html": told, "answers": answers, "topics": found}

    def _read(self, payload: Any) -> dict[str, Any]:
        framework = self._framework
        read = Assessment.from_json(payload["text"], framework)
        if read.framework.id == framework.id and _unread(framework, read):
            found = f"answers to version {read.framework.version} of the model"
            expected = f"answers to version {framework.version} or an earlier one"
            raise InputError([Problem((), found, expected, "load this page anew, which may be out of date")])
        return self._brought_forward(framework, read)

    def _share(self, payload: Any) -> dict[str, Any]:
        from cxcore.exchange.share import encode_share

        return {"code": encode_share(self._framework, Assessment.from_dict(payload["assessment"]))}

    def _open(self, payload: Any) -> dict[str, Any]:
        return self._opened(self._framework, payload["code"])

    def _opened(self, framework: Framework, code: str) -> dict[str, Any]:
        from cxcore.exchange.share import decode_share, share_stamp

        try:
            assessment = decode_share(code, {framework.id: framework})
        except InputError as error:
            fault = error.problems[0].fault
            made_for = encode(share_stamp(code)) if fault is Fault.FOREIGN else None
            return {"read": None, "made_for": made_for, "refused": fault.name.lower()}
        if not assessment.responses:
            return {"read": None, "made_for": None, "refused": "empty"}
        return {"read": self._brought_forward(framework, assessment), "made_for": None, "refused": None}

    def _calculate(self, payload: Any) -> dict[str, Any]:
        from cxcore.view.calculator import calculate

        return calculate(payload, self._messages)

    def _brought_forward(self, framework: Framework, assessment: Assessment) -> dict[str, Any]:
        here, reviews, kept = self._forwarded(framework, assessment)
        return {"assessment": here.to_dict(), "reviews": reviews, "kept": kept}

    def _forwarded(self, framework: Framework, assessment: Assessment) -> tuple[Assessment, list[str], dict[str, Any]]:
        """An assessment in the framework's own version, the names of practices to look at again, and what has no place there."""
        reviews: list[str] = []
        kept: dict[str, Any] = {}
        if assessment.framework.id == framework.id and assessment.framework.version != framework.version:
            from cxcore.model.migration import migrate

            migrated = migrate(framework, assessment)
            # Of an unknown or newer version nothing is guessed: `checked` says what version is expected.
            assessment = migrated.assessment or assessment
            # A practice may be listed for several reasons.
            practices = dict.fromkeys(review.practice for review in migrated.reviews if review.practice)
            words = self._words(framework)
            reviews = [words.named(practice) for practice in practices]
            kept = encode(migrated.kept)
        return assessment.checked(framework), reviews, kept


def _unread(framework: Framework, assessment: Assessment) -> str | None:
    """Why an assessment of a framework cannot be read with it, if that is so."""
    version = assessment.framework.version
    if framework.catalogue(version) is not None:
        return None
    return "newer" if version_key(version) > version_key(framework.version) else "other"


@cache
def _framework(text: str) -> Framework:
    """A framework by the text of its JSON in the bundle, which the page has checked. A page that collects asks about the same one
    again and again.
    """
    return restored(Framework, json.loads(text))


def _text(file: str | Buffer) -> str:
    """The text of a file. A browser hands bytes to Python at once, and texts character by character."""
    return file if isinstance(file, str) else str(file, "utf-8")


def _refusal(problems: Sequence[str]) -> dict[str, Any]:
    shown = [_short(problem) for problem in problems[:LISTED]]
    return {"ok": False, "error": {"problems": shown, "more": len(problems) - len(shown)}}


def _short(problem: str) -> str:
    return printable(problem if len(problem) <= LONGEST else problem[:LONGEST] + "…")
