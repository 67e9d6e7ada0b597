"""The generated pages, as a pure function of the library and the words: `{path: Page}`.

Nothing here knows MkDocs. A page is Markdown with blocks of HTML in it; its headings are Markdown, so that they get into
the table of contents and the search index.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import takewhile
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from build_hooks.library.crosswalk import CROSSWALK
from build_hooks.library.glossary import GLOSSARY as GLOSSARY_FILE
from build_hooks.library.guides import CIRCUMSTANCES, SYMPTOMS, Circumstance
from build_hooks.library.guides import TEMPLATES as TEMPLATE_FILES
from build_hooks.library.load import METRICS
from build_hooks.library.recall import NOTHING_KEPT, Recall
from build_hooks.library.records import FrameworkRecord, Metric, PracticeRecord, StageRecord
from build_hooks.library.sources import Sources
from build_hooks.places import TEMPLATES
from build_hooks.site.comparison import Comparison, about_pair, pair_path
from build_hooks.site.downloads import kinds
from build_hooks.site.intervals import drawn
from build_hooks.site.outlines import Outline, outline
from build_hooks.site.practice_page import about_practice
from build_hooks.site.template_cache import template_cache
from cxcore.model import Aspect, Assessment, Kind, Practice
from cxcore.rating import LEAST_ANSWERED
from cxcore.roadmap import planned_report
from cxcore.view import calculator
from cxcore.view.html_printer import html_of
from cxcore.view.messages import Messages
from cxcore.view.report import tell_report, tell_summary
from cxcore.view.words import Words

SCRIPT_WORDS = (
    "absent",
    "action",
    "answer",
    "assess.number",
    "assess.progress",
    "check",
    "counts",
    "date",
    "day",
    "delete",
    "download",
    "lacking",
    "link",
    "note.cut",
    "notes",
    "others.fetching",
    "others.unfetched",
    "reason",
    "report.done",
    "report.error",
    "report.failed",
    "report.progress",
    "report.starting",
    "report.stopped",
    "report.working",
    "plan.begins",
    "plan.copied",
    "plan.copying",
    "plan.done",
    "plan.download",
    "plan.effort",
    "plan.form",
    "plan.leave",
    "plan.owner",
    "plan.print",
    "plan.take",
    "plan.take_back",
    "plan.uncopied",
    "plan.untaken",
    "plan.without",
    "quick.progress",
    "quick.rest",
    "resume",
    "round",
    "saved",
    "setaside",
    "share",
    "time",
    "unsaved",
    "upload",
    "view",
)
"""The parts of the messages that the questionnaire's scripts use."""

CALCULATOR_WORDS = ("calc.error", "calc.failed", "calc.progress", "calc.starting", "reason")
"""The parts of the messages that the calculator's script uses."""

TEAM_WORDS = (
    "action.again",
    "agree",
    "answer",
    "collect",
    "counts",
    "day",
    "invite",
    "reason",
    "share.by_hand",
    "share.copied",
    "talk",
    "upload.more",
)
"""The parts of the messages that the scripts of a team's page use."""

SHELF_WORDS = (
    "about.name",
    "action.again",
    "action.cancel",
    "action.dismiss",
    "collect.progress",
    "day",
    "reason",
    "shelf",
    "upload.large",
    "upload.more",
    "upload.unread",
)
"""The parts of the messages that the scripts of *My assessments* use."""

GLOSSARY = "learn/glossary.md"
"""Where the page of the glossary is."""

PROGRAM = ("about/api/", "about/decisions/", "about/code.md", "about/reports.md")
"""Where the pages on the program are, which mean by index, anchor or coverage what programmers mean."""

PROBLEMS = "learn/problems.md"
"""Where the page of the symptoms is."""


SAMPLE = "assess/sample/"
"""The address of the sample report that stands for all."""

LONG = 100
"""A questionnaire of more questions is laid out as it comes into sight; up to here that saves next to nothing."""

WORKED_OUT = "four-stages"
"""The model whose sample `docs/about/scoring.md` works out by hand."""


class AddressError(Exception):
    """Pages have the same address; the message says of each such address where they come from."""


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page."""

    text: str
    """Its Markdown."""
    file: str | None = None
    """The file under `frameworks/` that it comes from, if it is one file."""


def sample_address(sources: Sources, framework: str) -> str:
    """Where a framework's sample report is, from the site's root; the first that there is stands for all."""
    first = next((each.id for each in sources.frameworks if each.id in sources.samples), None)
    return SAMPLE if framework == first else f"{SAMPLE}{framework}/"


def pages(
    sources: Sources,
    messages: Messages,
    scripts: Mapping[str, Any],
    calculator_script: Any,
    shelf_script: Any,
    team_script: Any,
    others: Mapping[str, str] | None = None,
    recall: Recall = NOTHING_KEPT,
) -> dict[str, Page]:
    """Every generated page by its path in docs/, such as `models/four-stages/index.md`.

    `scripts` is what a framework's questionnaire hands to its scripts, by framework id; `calculator_script`, `shelf_script` and
    `team_script` are the same for the calculator, for *My assessments* and for a team's page. `others` are the paths of the site's
    other pages, with what each comes from. Raises AddressError where two pages have one address. `recall` has the pages of earlier builds.
    """
    result: list[tuple[str, Page]] = []
    about_all = {"sources": sources, "sample_at": partial(sample_address, sources), "t": messages}

    def add(path: str, template: str, file: str | None = None, /, **values: Any) -> None:
        html = environment().get_template(template)
        result.append((path, Page(html.render({**about_all, "url": _linker(path), **values}), file)))

    def kept(path: str, template: str, file: str | None = None, /, **values: Any) -> None:
        """A page that is of these values alone."""
        text = recall(_rendered, environment(), messages, template, path, tuple(values), *values.values())
        result.append((path, Page(text, file)))

    first, example = sources.frameworks[0], None
    for framework in sources.frameworks:
        if sample := sources.samples.get(framework.id):
            address = sample_address(sources, framework.id)
            path = f"{address[:-1]}.md"
            counts, report, summary = recall(_sample, framework, sample, messages, path)
            about: dict[str, Any] = {"framework": framework, "sample": sample, "counts": counts, "report": report}
            add(path, "sample.md.jinja", for_all=address == SAMPLE, worked_out=framework.id == WORKED_OUT, **about)
            if framework is first:
                example = summary
    if not sources.samples:
        add(f"{SAMPLE[:-1]}.md", "sample.md.jinja", framework=None, for_all=True)
    link = _linker("index.md")
    begun = {each.id: {"all": len(each.practices), "at": link(f"assess/{each.id}/")} for each in sources.frameworks}
    home: dict[str, Any] = {"begun": begun, "example": example, "example_at": sample_address(sources, first.id)}
    add("index.md", "home.md.jinja", starters=_starters(first), **home)
    add("models/index.md", "models.md.jinja")
    questionnaires = {each.id: _linker("assess/index.md")(f"assess/{each.id}/") for each in sources.frameworks}
    models = [{**model, "questionnaire": questionnaires[model["id"]]} for model in shelf_script["models"]]
    shelf = {"script": {**shelf_script, "models": models}, "words": messages.under(*SHELF_WORDS)}
    add("assess/index.md", "assess.md.jinja", **shelf)
    add("assess/team.md", "team.md.jinja", script=team_script, words=messages.under(*TEAM_WORDS))
    for framework in sources.frameworks:
        base = f"models/{framework.id}"
        about = {"framework": framework}
        entries: list[StageRecord | PracticeRecord] = [*framework.stages, *framework.practices]
        cited = {citation.source for entry in entries for citation in entry.sources}
        add(f"{base}/index.md", "framework.md.jinja", f"{framework.id}/framework.yaml", cited=cited, **about)
        questionnaire = about | {"script": scripts[framework.id]}
        questionnaire |= {
            "named": {each.id: Words(framework, messages).named(each.id) for each in framework.practices},
            "others": _others(sources, framework.id),
            "least": LEAST_ANSWERED,
            "words": messages.under(*SCRIPT_WORDS),
        }
        questionnaire_at = f"assess/{framework.id}.md"
        kept(questionnaire_at, "questionnaire.md.jinja", f"{framework.id}/framework.yaml", **questionnaire)
        for order, stage in enumerate(framework.stages, 1):
            file = f"{framework.id}/stages/{stage.id}.yaml"
            nearest = [
                (outline(sources.framework[other]), found, why)
                for other, found, why in sources.in_order(sources.crosswalk.nearest(framework.id, order))
            ]
            kept(f"{base}/{stage.id}.md", "stage.md.jinja", file, stage=stage, order=order, nearest=nearest, **about)
        catalogue: Mapping[str, Any] = framework.practice
        for practice in catalogue.values():
            path, file = f"{base}/practices/{practice.id}.md", f"{framework.id}/practices/{practice.id}.yaml"
            kept(path, "practice.md.jinja", file, **about_practice(sources, framework, practice))
    crosswalk = sources.crosswalk
    if crosswalk.pairs:
        add("models/crosswalk.md", "crosswalk.md.jinja", CROSSWALK, comparison=Comparison.of(sources))
        for pair in crosswalk.pairs:
            kept(f"{pair_path(pair)[:-1]}.md", "pair.md.jinja", CROSSWALK, **about_pair(sources, pair))
    add(GLOSSARY, "glossary.md.jinja", GLOSSARY_FILE if sources.terms else None)
    for view in ("index", "by-section", "by-aspect", "by-stage"):
        add(f"practices/{view}.md", "practices.md.jinja", view=view, groups=_groups(sources, view, messages))
    add("practices/templates/index.md", "templates.md.jinja")
    for template in sources.templates:
        file = f"{TEMPLATE_FILES}/{template.id}.yaml"
        add(f"practices/templates/{template.id}.md", "template.md.jinja", file, template=template)
    add("measure/index.md", "measure.md.jinja")
    words_of_calculator = messages.under(*CALCULATOR_WORDS)
    forms = {"calculator": calculator, "script": calculator_script, "words": words_of_calculator}
    kept("measure/calculator.md", "calculator.md.jinja", **forms)
    for metric in sources.metrics:
        about = {"metric": metric, "movers": _movers(sources, metric), "intervals": drawn(metric.example.samples)}
        add(f"measure/{metric.id}.md", "metric.md.jinja", f"{METRICS}/{metric.id}.yaml", **about)
    if sources.symptoms:
        add(PROBLEMS, "problems.md.jinja", SYMPTOMS)
    add("learn/circumstances/index.md", "circumstances.md.jinja")
    for circumstance in sources.circumstances:
        about = {"circumstance": circumstance, "practices": list(_concerned(sources, circumstance))}
        file = f"{CIRCUMSTANCES}/{circumstance.id}.yaml"
        add(f"learn/circumstances/{circumstance.id}.md", "circumstance.md.jinja", file, **about)
    if clashes := list(_clashes(result, others or {})):
        raise AddressError("\n".join(clashes))
    return dict(result)


def _rendered(
    environment: Environment, messages: Messages, template: str, path: str, names: Sequence[str], *values: Any
) -> str:
    """A page of values of these names."""
    html = environment.get_template(template)
    return html.render({"t": messages, "url": _linker(path), **dict(zip(names, values, strict=True))})


def _clashes(made: Iterable[tuple[str, Page]], others: Mapping[str, str]) -> Iterator[str]:
    """A line for each page whose address another has: a page that one file makes has to give way to the site's own."""
    taken = {_address(path): origin for path, origin in others.items()}
    for path, page in sorted(made, key=lambda entry: entry[1].file is not None):
        address = _address(path)
        origin = f"frameworks/{page.file}" if page.file else f"the site's page {path}"
        if address in taken:
            yield f"{origin}:1:1: a page at '{address}', where {taken[address]} is; expected an address of its own; take another id"
        taken[address] = origin


def _address(path: str) -> str:
    """The address of the page at a path in docs/, from the site's root."""
    return re.sub(r"(^|/)(index|README)/$", r"\1", f"{path.removesuffix('.md')}/")


def navigation(sources: Sources, messages: Messages) -> dict[str, list[Any]]:
    """The generated parts of the navigation, by the name under which mkdocs.yml asks for them. Practices stand outside it.

    The theme prints titles without escaping, so they are escaped here.
    """
    models: list[Any] = ["models/index.md"]
    for framework in sources.frameworks:
        stages = [
            {str(escape(_stage_title(framework, order))): f"models/{framework.id}/{stage.id}.md"}
            for order, stage in enumerate(framework.stages, 1)
        ]
        models.append({str(escape(framework.name)): [f"models/{framework.id}/index.md", *stages]})
    if sources.crosswalk.pairs:
        models.append({messages("crosswalk.title"): "models/crosswalk.md"})
    questionnaires = [{str(escape(framework.name)): f"assess/{framework.id}.md"} for framework in sources.frameworks]
    views = [
        {messages(f"practices.{view}"): f"practices/{view}.md"} for view in ("by-stage", "by-section", "by-aspect")
    ]
    metrics = [{str(escape(metric.short or metric.name)): f"measure/{metric.id}.md"} for metric in sources.metrics]
    templates = [
        "practices/templates/index.md",
        *({str(escape(template.name)): f"practices/templates/{template.id}.md"} for template in sources.templates),
    ]
    circumstances = [
        {str(escape(circumstance.name)): f"learn/circumstances/{circumstance.id}.md"}
        for circumstance in sources.circumstances
    ]
    return {
        "problems": [{messages("problems.title"): PROBLEMS}] if sources.symptoms else [],
        "circumstances": ["learn/circumstances/index.md", *circumstances],
        "models": models,
        "questionnaires": questionnaires,
        "practices": ["practices/index.md", *views, {messages("templates.title"): templates}],
        "metrics": metrics,
    }


def filled(nav: Any, generated: Mapping[str, list[Any]]) -> Any:
    """`nav` as in mkdocs.yml, with every entry `generated: name` replaced by the entries of that name."""
    if isinstance(nav, dict):
        return {title: filled(entry, generated) for title, entry in nav.items()}
    if not isinstance(nav, list):
        return nav
    result = []
    for entry in nav:
        name = entry.get("generated") if isinstance(entry, dict) else None
        result.extend(generated[name] if name else [filled(entry, generated)])
    return result


def _movers(sources: Sources, metric: Metric) -> list[tuple[FrameworkRecord, PracticeRecord]]:
    """The practices that move a metric: those that name it first come first, then by model and catalogue."""
    movers = [
        (framework, practice)
        for framework in sources.frameworks
        for practice in sorted(framework.practices, key=lambda practice: practice.order)
        if metric.id in practice.metrics
    ]
    return sorted(movers, key=lambda entry: list(entry[1].metrics).index(metric.id))


def _concerned(sources: Sources, circumstance: Circumstance) -> Iterator[tuple[FrameworkRecord, PracticeRecord]]:
    """The practices that say what they become in a circumstance, by model and catalogue."""
    for framework in sources.frameworks:
        for practice in sorted(framework.practices, key=lambda practice: practice.order):
            if circumstance.id in practice.circumstances:
                yield framework, practice


def _minutes(questions: int) -> int:
    """About how long so many questions take without notes, in minutes, to the next five: 46 take half an hour."""
    return max(5, 5 * ((questions * 2 + 7) // 15))


def _starters(framework: FrameworkRecord) -> list[Practice]:
    """The five practices to begin with: they need no other, have a plan, and take the least effort; in a tie the catalogue decides."""
    free = [each for each in framework.practice.values() if not each.depends_on and each.first_90_days]
    return sorted(free, key=lambda each: framework.effort(each.id, 0).cost)[:5]


def _sample(framework: FrameworkRecord, sample: Assessment, messages: Messages, path: str) -> tuple[str, Markup, str]:
    """The result of a sample assessment in words: how many answers there are, all of it for the page at `path`, and in short."""
    words, data = Words(framework, messages), planned_report(framework, sample)
    report = Markup(html_of(tell_report(words, sample, data), _linker(path)(""), 2))
    return words.counts(data["answered"]), report, html_of(tell_summary(words, sample, data), None, 2)


def _others(sources: Sources, framework: str) -> list[tuple[str, str, int, int]]:
    """The models through which one can be read: the id of each, its name, how many of its practices correspond to one of the other's,
    and how many it has.
    """
    found = []
    for other in sources.crosswalk.partners(framework):
        pair = sources.crosswalk.between(framework, other)
        found.append((other, len({match.second for match in pair.practices}) if pair else 0))
    others = ((sources.framework[other], matched) for other, matched in sources.in_order(found))
    return [(each.id, sources.crosswalk.short(each), matched, len(each.practices)) for each, matched in others]


def _groups(sources: Sources, view: str, messages: Messages) -> dict[str, list[tuple[FrameworkRecord, Practice]]]:
    """The practices of all frameworks under the headings of a view, headings and practices in their natural order."""
    everything = [(framework, practice) for framework in sources.frameworks for practice in framework.practice.values()]
    groups: dict[str, list[tuple[FrameworkRecord, Practice]]] = defaultdict(list)
    if view == "index":
        for entry in sorted(everything, key=lambda entry: entry[1].name.casefold()):
            groups[entry[1].name[0].upper()].append(entry)
    elif view == "by-aspect":
        for aspect in Aspect:
            groups[messages(f"aspect.{aspect}")] = [entry for entry in everything if entry[1].aspect == aspect]
    else:
        for framework in sources.frameworks:
            if view == "by-section":
                for section in framework.sections:
                    groups[section.name] += [(framework, practice) for practice in framework.in_section(section.id)]
            elif framework.kind is Kind.ADOPTION:
                for order in framework.bearing:
                    groups[_stage_title(framework, order)] += [(framework, p) for p in framework.bearing[order]]
    return {heading: entries for heading, entries in groups.items() if entries}


def _linker(here: str) -> Callable[[str], str]:
    """A function that turns a path from the site's root (`models/x/`, with an anchor or not) into one from the page `here`."""
    folders = _address(here).split("/")[:-1]

    def link(target: str) -> str:
        path, mark, anchor = target.partition("#")
        *parts, last = path.split("/")
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(folders, parts, strict=False)))
        relative = "../" * (len(folders) - same) + "/".join([*parts[same:], last])
        return f"{relative}{mark}{anchor}" or "./"

    return link


def _stage_title(framework: FrameworkRecord | Outline, order: int) -> str:
    return f"{framework.stage_noun.capitalize()} {order}: {framework.stages[order - 1].name}"


def _heading(text: str) -> Markup:
    """Text as it can stand in a Markdown heading: nothing in it is markup."""
    return Markup(
        re.sub(r"[^\w\s,'’?/]", lambda match: f"&#{ord(match[0])};", " ".join(text.split())).replace("_", "&#95;")
    )


def _meta(text: str) -> Markup:
    """Text as a value of a page's front matter. The theme prints these without escaping, so it is done here."""
    return Markup(json.dumps(str(escape(text)), ensure_ascii=False))


def _script(value: Any) -> Markup:
    """A value as JSON in a script element, where no text of it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _sentence(text: str) -> str:
    """A note as a sentence: a capital first, a full stop last."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in re.split(r"\n\s*\n|\n", text.strip()) if paragraph.strip()]


@cache
def environment() -> Environment:
    """What fills in our templates, in which every text is escaped and every name must exist."""
    syntax: dict[str, Any] = {
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
    }
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        bytecode_cache=template_cache(f"ours {syntax}"),
        **syntax,
    )
    environment.filters |= {
        "heading": _heading,
        "paragraphs": _paragraphs,
        "meta": _meta,
        "script": _script,
        "sentence": _sentence,
    }
    environment.globals |= {
        "stage_title": _stage_title,
        "Kind": Kind,
        "Aspect": Aspect,
        "kinds": kinds,
        "pair_path": pair_path,
        "LONG": LONG,
        "minutes": _minutes,
    }
    return environment
