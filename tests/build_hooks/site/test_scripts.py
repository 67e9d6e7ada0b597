"""Scripts and style sheets are put together so that nothing is fetched twice or without need, and a mistake in one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.site import kept_files, scripts


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files, "FOLDER", tmp_path / "made")


def written(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text, "utf-8")
    return folder


def test_what_several_pages_import_is_shipped_once(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "in",
        one="import { said } from './shared.js'\nimport { other } from './apart.js'\nconsole.log(said, other) // a note\n",
        two="import { said } from './shared.js'\nimport { alone } from './alone.js'\nconsole.log(said, alone)\n",
        shared="export const said = 'said to both'\n",
        alone="export const alone = 'said to one'\n",
    )
    made = scripts.modules(folder, ["one.js", "two.js"], apart=["apart.js"])
    (chunk,) = made.files.keys() - {"one.js", "two.js"}
    assert b"said to both" in made.files[chunk] and b"said to one" in made.files["two.js"]
    assert b"said to both" not in made.files["one.js"] + made.files["two.js"] and b"a note" not in made.files["one.js"]
    assert made.needed("one.js") == sorted([chunk, "apart.js", "one.js"])
    assert made.needed("two.js") == sorted([chunk, "two.js"])


def test_a_module_alone_holds_all_that_it_imports(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", one="import './shared.js'\n", shared="console.log('said')\n")
    assert list(scripts.modules(folder, ["one.js"]).files) == ["one.js"]


def test_small_files_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/a.css").write_text("/* why */\n.a {\n  color: red;\n}\n\n@page { margin: 2cm; }\n")
    (tmp_path / "b.js").write_text("// why\n{\n  const long = 1\n  console.log(long, 'é')\n}\n", "utf-8")
    made = scripts.small(tmp_path, ["b.js", "styles/a.css"])
    assert made == {
        "b.js": b'console.log(1,"\xc3\xa9");\n',
        "styles/a.css": b".a{color:red}@page{margin:2cm}\n",
    }


def test_what_was_made_is_made_anew_after_a_change(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", one="import './shared.js'\n", shared="console.log('before')\n")
    assert b"before" in scripts.modules(folder, ["one.js"]).files["one.js"]
    (folder / "shared.js").write_text("console.log('after')\n")
    assert b"after" in scripts.modules(folder, ["one.js"]).files["one.js"]


def test_a_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", one="import './gone.js'\n")
    with pytest.raises(scripts.ScriptError, match=r"(?s)gone\.js.*one\.js:1:7"):
        scripts.modules(folder, ["one.js"])
