"""`cx new`: a framework to start from, valid from the first moment."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_hooks.cli.commands.new import check_names, make
from build_hooks.cli.refusal import Refusal
from build_hooks.library.load import load_framework
from cxcore.model import Kind
from tests.build_hooks.cli.conftest import DAY, Cx, put

MADE = """\
My model made in frameworks/my-model
  - framework.yaml
  - practices/complaints-log.yaml
  - practices/quarterly-review.yaml
  - practices/timely-answers.yaml
  - stages/beginning.yaml
  - stages/established.yaml
  - stages/leading.yaml
Change the files as you like and run: cx validate frameworks/my-model
"""


@pytest.fixture(autouse=True)
def _own_folder(here: Path) -> None:
    (here / "frameworks").unlink()


def test_it_says_what_it_made(cx: Cx) -> None:
    done = cx("new", "my-model", "--kind", "rubric")
    assert (done.code, done.err, done.out) == (0, "", MADE)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_it_makes_is_valid_and_can_be_used(cx: Cx, here: Path, kind: Kind) -> None:
    assert cx("new", "our-own", "--kind", kind.value, "--name", "Ours: the “best” one").code == 0
    done = cx("validate")
    assert (done.code, done.err) == (0, "")
    framework = load_framework(here / "frameworks" / "our-own")
    assert (framework.id, framework.name, framework.kind) == ("our-own", "Ours: the “best” one", kind)
    assert framework.changes[0].date == date.today().isoformat()
    cx("worksheet", "our-own", "-o", "w.csv")
    assert cx("score", "w.csv").out.startswith("Too few answers")


def test_adoption_is_the_usual_kind_and_the_name_comes_from_the_id(cx: Cx, here: Path) -> None:
    cx("new", "my-model")
    framework = load_framework(here / "frameworks" / "my-model")
    assert (framework.kind, framework.name) == (Kind.ADOPTION, "My model")


def test_beside_schemas_its_files_name_theirs(cx: Cx, here: Path) -> None:
    (here / "frameworks/schema").mkdir(parents=True)
    cx("new", "m")
    head = "# yaml-language-server: $schema="
    first = {path.name: path.read_text("utf-8").splitlines()[0] for path in (here / "frameworks/m").rglob("*.yaml")}
    assert first["framework.yaml"] == f"{head}../schema/framework.json"
    assert first["timely-answers.yaml"] == f"{head}../../schema/practice.json"
    assert cx("validate").code == 0


def test_it_can_be_made_elsewhere(cx: Cx, here: Path) -> None:
    assert cx("new", "m", "--frameworks", "a/b").code == 0
    assert (here / "a/b/m/framework.yaml").is_file()


def test_what_exists_is_left_alone(cx: Cx, here: Path) -> None:
    (here / "frameworks/m").mkdir(parents=True)
    put(here / "frameworks/m/notes.txt", "mine")
    done = cx("new", "m")
    assert (done.code, done.out) == (1, "")
    assert done.problems == ["frameworks/m: this exists already; choose another id, or remove it first"]
    assert [path.name for path in (here / "frameworks/m").iterdir()] == ["notes.txt"]


def test_a_folder_that_cannot_be_made_is_said(cx: Cx, here: Path) -> None:
    put(here / "frameworks", "a file")
    assert cx("new", "m").problems == ["frameworks/m: cannot be written (File exists)"]


def test_a_folder_appears_whole_or_not_at_all(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Refusal, match="No space left"):
        make(here / "frameworks/m", Kind.RUBRIC, {"id": "m", "name": "M", "date": DAY})
    assert list((here / "frameworks").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (
            ("My model",),
            "cx new: id: 'My model'; expected an id in kebab case, such as 'basic-training'; did you mean 'my-model'?",
        ),
        (
            ("../m", "--name", "M"),
            "cx new: id: '../m'; expected an id in kebab case, such as 'basic-training'; did you mean 'm'?",
        ),
        (("metrics",), "cx new: id: 'metrics'; expected another id, because a folder of that name is used otherwise"),
        (
            ("sample",),
            "cx new: id: the id 'sample', while 'assess/sample/' is another page's address; expected another",
        ),
        (("aux",), "cx new: id: the id 'aux', which on Windows is a device and no file; expected another"),
        (("index",), "cx new: id: the id 'index', which in an address means the folder itself; expected another"),
        (("m", "--name", ""), "cx new: name: empty text; expected text"),
        (
            ("m", "--name", 'a "b"'),
            "cx new: name: the name 'a \"b\"'; expected a printable name on one line, without quotes and backslashes",
        ),
    ],
)
def test_names_that_no_framework_may_have_are_refused(
    cx: Cx, here: Path, arguments: tuple[str, ...], problem: str
) -> None:
    done = cx("new", *arguments)
    assert (done.code, done.problems) == (1, [problem])
    assert not (here / "frameworks").exists()


@settings(max_examples=50)
@given(key=st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True), name=st.text(min_size=1, max_size=20))
def test_every_id_and_name_that_is_allowed_makes_a_valid_framework(
    tmp_path_factory: pytest.TempPathFactory, key: str, name: str
) -> None:
    try:
        check_names(key, name)
    except Refusal:
        return
    folder = tmp_path_factory.mktemp("made") / key
    make(folder, Kind.RUBRIC, {"id": key, "name": name, "date": DAY})
    assert load_framework(folder).name == name
