"""What the browser's Python is put through, so that every module it needs is seen. Runs within Pyodide, not here.

`exercise` imports all of cxcore and whatever its sources import anywhere, uses it, and fails in every way that a worker
may have to report. The names of the modules that came out of Pyodide's archive are the answer.
"""

# mypy: ignore-errors

import sys

# Used by error messages and by the worker, whether or not cxcore imports them now.
ALWAYS = ("traceback", "linecache", "json", "dataclasses", "enum", "typing", "fractions", "html", "re", "warnings")


def used_modules():
    origins = {name: getattr(module.__spec__, "origin", None) for name, module in list(sys.modules.items()) if module}
    ours = ("cxcore", "sitecustomize")
    return sorted(
        name for name, origin in origins.items() if origin and ".zip/" in origin and not name.startswith(ours)
    )


def exercise(root, given):
    import importlib
    import json
    from pathlib import Path

    sys.path.insert(0, root)
    paths = sorted(Path(root, "cxcore").rglob("*.py"))
    names = [".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    for name in (*ALWAYS, *names, *_imported_anywhere(paths)):
        importlib.import_module(name)
    given = json.loads(given)
    for framework in given["frameworks"]:
        _use(framework, given["words"])
        _tell(framework, given["frameworks"], given["words"])
    _fail()
    return used_modules()


def _use(framework, words):
    """Ask the bridge what the page asks, and what it never should."""
    import json

    from cxcore.bridge import Bridge

    bridge = Bridge(framework, words)
    model = json.loads(framework)
    good = [_assessment(model, responses) for responses in _responses(model["practices"])]
    for assessment in good:
        answer = json.loads(bridge.handle("report", json.dumps({"assessment": assessment, "site": "../"})))
        if not answer["ok"]:
            raise RuntimeError(f"the exercise's assessment was refused: {answer}")
    changes = ({"taken": "31.12."}, {"format": "x"}, {"responses": {"x": 1}}, {"extra": 1}, {"framework": None})
    texts = [
        json.dumps(good[-1]),
        "",
        "{",
        "null",
        "\ufeff{}",
        "1" * 5_000,
        "NaN",
        '{"a": 1, "a": 2}',
        "\ud800",
        *(json.dumps({**good[-1], **change}) for change in changes),
    ]
    for text in texts:
        bridge.handle("read", json.dumps({"text": text}))
        bridge.handle("report", text)
    # A request itself is never deep: the page makes it. A file within it may be.
    bridge.handle("read", json.dumps({"text": "[" * 100_000}))
    shared = json.loads(bridge.handle("share", json.dumps({"assessment": good[-1]})))["value"]
    for code in (shared, {"code": "?"}):
        bridge.handle("open", json.dumps(code))
    sent = {"framework": framework, "site": "../", "keep": False, "assessments": good}
    for kind, more in (("collect", {"text": json.dumps(good[-1])}), ("collect", shared), ("team", {})):
        answer = json.loads(Bridge("", words).handle(kind, json.dumps({**sent, **more})))
        if not answer["ok"]:
            raise RuntimeError(f"the exercise's request '{kind}' was refused: {answer}")
    for kind, payload in (("nothing", "{}"), ("read", "{"), ("calculate", "{}"), ("share", "{}"), ("open", "{}")):
        bridge.handle(kind, payload)


def _tell(framework, frameworks, words):
    """Tell and print every result, as the page will."""
    import json
    from dataclasses import replace

    from cxcore.compare.crosswalk import Crosswalk, Fit, ModelPair, PracticeMatch, read_through
    from cxcore.compare.team import read_team
    from cxcore.compare.team_trend import read_team_trend
    from cxcore.compare.trend import read_trend
    from cxcore.model import Assessment, Framework
    from cxcore.model.migration import Reason, Review
    from cxcore.rating import Profile
    from cxcore.roadmap import planned_report, roadmap
    from cxcore.view.beside import tell_file
    from cxcore.view.blocks import Telling
    from cxcore.view.crosswalk import tell_crosswalk
    from cxcore.view.html_printer import html_of
    from cxcore.view.markdown_printer import markdown_of
    from cxcore.view.messages import Messages
    from cxcore.view.report import tell_report, tell_summary
    from cxcore.view.reviews import tell_reviews
    from cxcore.view.roadmap import tell_roadmap
    from cxcore.view.short import tell_lines, tell_page
    from cxcore.view.team import tell_team
    from cxcore.view.trend import tell_trend
    from cxcore.view.words import Words

    plain = json.loads(framework)
    model, t = Framework.from_dict(plain), Messages(json.loads(words))
    said, tellings = Words(model, t), []
    people = [Assessment.from_dict(_assessment(plain, responses)) for responses in _responses(plain["practices"])] * 2
    later = [replace(one, taken="2027-11-21") for one in reversed(people)]
    for one in people:
        tell_file(said, one, "0.1.0")
        profile = Profile.of(model, one)
        tellings += [
            tell_report(said, one, planned_report(model, one)),
            tell_summary(said, one, planned_report(model, one)),
            tell_lines(said, one, planned_report(model, one), "https://example.org/"),
            tell_page(said, one, planned_report(model, one)),
        ]
        for target in range(1, len(model.stages) + 1):
            for excluded in ((), tuple(model.practice)):
                plan = roadmap(model, profile, target, excluded=excluded)
                tellings.append(tell_roadmap(said, plan.to_dict(model, profile), "A"))
        for text in frameworks:
            other = Framework.from_dict(json.loads(text))
            match = PracticeMatch(first=next(iter(model.practice)), second=next(iter(other.practice)), fit=Fit.CLOSE)
            pair = ModelPair(first=model.id, second=other.id, not_aligned="So it is.", practices=(match,))
            through = read_through(Crosswalk(pairs=(pair,)), model, profile, other)
            tellings.append(tell_crosswalk(said, Words(other, t), through))
    tellings.append(tell_team(said, read_team(model, people).to_dict()))
    tellings.append(tell_trend(said, read_trend(model, [people[0], later[0], later[1]]).to_dict()))
    tellings.append(tell_trend(said, read_team_trend(model, people, later).to_dict()))
    reviews = [Review(practice=key, reason=Reason.ADDED) for key in model.practice]
    tellings.append(Telling((tell_reviews(said, reviews),)))
    for telling in tellings:
        html_of(telling, "../")
        markdown_of(telling.blocks)


def _assessment(model, responses):
    return {
        "format": "cx-assessment",
        "format_version": 1,
        "framework": {"id": model["id"], "version": model["version"]},
        "taken": "2026-11-21",
        "responses": responses,
    }


def _responses(practices):
    scales = {practice["id"]: list(practice["answers"]) for practice in practices}
    yield {}
    yield {name: {"answer": scale[0]} for name, scale in scales.items()}
    yield {name: {"answer": scale[-1], "evidence": "é"} for name, scale in scales.items()}
    mixed = {}
    for place, practice in enumerate(practices):
        choices = [{"dont_know": True}, *({"answer": answer} for answer in practice["answers"])]
        if practice.get("not_applicable"):
            choices = [{"not_applicable": "one site"}]
        mixed[practice["id"]] = choices[place % len(choices)]
    yield mixed


def _imported_anywhere(paths):
    """Modules that functions import when they are called."""
    import ast

    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield node.module


def _fail():
    import dataclasses
    import fractions
    import json
    import traceback
    import typing
    import warnings

    @dataclasses.dataclass(frozen=True, slots=True)
    class Point:
        x: int = 0

    def deeper(n):
        return deeper(n + 1)

    def grouped():
        raise ExceptionGroup("several", [ValueError("a"), KeyError("b")])

    def chained():
        try:
            {}["missing"]
        except KeyError as error:
            raise RuntimeError("because") from error

    failures = (
        lambda: json.loads('{"a": '),
        lambda: json.loads("1" * 5000),
        lambda: b"\xff".decode("utf-8"),
        lambda: "\ud800".encode(),
        lambda: fractions.Fraction(1, 0),
        lambda: setattr(Point(), "x", 1),
        lambda: Point(y=1),
        lambda: Point().z,
        lambda: undefined,  # noqa: F821
        lambda: sys.exit("stopped"),
        lambda: __import__("nowhere"),
        lambda: compile("def", "x", "exec"),
        lambda: typing.get_type_hints(Point),
        lambda: warnings.warn("careful", stacklevel=1),
        lambda: deeper(0),
        grouped,
        chained,
    )
    for failure in failures:
        try:
            failure()
        except BaseException as error:
            "".join(traceback.format_exception(error))
            repr(error)
