"""The script of the page on more than one machine, as it stands there: with two workers it gives what `cx batch` gives."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from build_hooks.library.load import load_framework
from tests.build_hooks.cli.conftest import DAY, Cx
from tests.build_hooks.cli.test_batch import rows_of
from tests.build_hooks.cli.test_parquet import DAMAGED, saved
from tests.guides import PARTS, script_of


@pytest.fixture
def script(here: Path) -> Path:
    (here / "score_parts.py").write_text(script_of(PARTS), "utf-8")
    return here / "score_parts.py"


def parts_of(folder: Path, count: int) -> Path:
    """A survey in so many parts; in each the third row says what is no answer."""
    folder.mkdir()
    head, *rows = rows_of(40 * count).splitlines(keepends=True)
    for i in range(count):
        part = rows[40 * i : 40 * (i + 1)]
        saved(folder / f"part-{i}.parquet", "".join([head, *part[:2], f"{i},,,{DAY},often,,,\n", *part[2:]]))
    return folder


def loaded(script: Path) -> Any:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("score_parts", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_workers_give_what_the_command_gives(cx: Cx, here: Path, script: Path) -> None:
    parts_of(here / "parts", 4)
    line = [sys.executable, str(script), "frameworks/small", "parts", "scores", "--workers", "2"]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=200)
    whole = cx("batch", "parts", "--framework", "small", "-o", "whole.parquet")
    assert (done.returncode, done.stderr) == (whole.code, "")
    *told, total = done.stdout.splitlines()
    assert sorted(told) == whole.problems[:-1]
    assert (total, whole.problems[-1]) == ("160 rows scored in 4 parts by 2 workers", "160 rows scored, 4 left out")
    scores = sorted((here / "scores").iterdir())
    assert [path.name for path in scores] == [f"part-{i}.parquet" for i in range(4)]
    assert pa.concat_tables(map(parquet.read_table, scores)).equals(parquet.read_table(here / "whole.parquet"))


def test_parts_with_other_columns_are_refused(here: Path, script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(parts_of(here / "parts", 2) / "part-1.parquet", rows_of(1).replace("label", "mood"))
    monkeypatch.setattr(sys, "argv", ["score_parts.py", "frameworks/small", "parts", "scores"])
    with pytest.raises(SystemExit) as stopped:
        loaded(script).main()
    assert stopped.value.code == "parts/part-1.parquet: other columns than parts/part-0.parquet has"
    assert not (here / "scores").exists()


def test_a_part_that_cannot_be_read_is_told_and_leaves_nothing(here: Path, models: Path, script: Path) -> None:
    part = parts_of(here / "parts", 1) / "part-0.parquet"
    score_part, model = loaded(script).score_part, load_framework(models / "small")
    assert score_part(part, here / "s.parquet", model, None)[:2] == (40, False)
    before = (here / "s.parquet").read_bytes()
    part.write_bytes(part.read_bytes()[:-9])
    assert score_part(part, here / "s.parquet", model, None) == (0, False, [DAMAGED.format(name=part)])
    assert (here / "s.parquet").read_bytes() == before
