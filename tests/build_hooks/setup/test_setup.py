"""The set-up's own logic: which Python it takes, when it does a step again, and what it says when one fails."""

import errno
import io
import os
import sys
import tempfile
from pathlib import Path

import pytest

from build_hooks.__main__ import too_old
from build_hooks.setup import browser, commands, debian, engines, pythons
from build_hooks.setup.engines import ENGINES, WITHOUT, Engine
from build_hooks.setup.environment import Environment
from build_hooks.setup.steps import Reporter, SetupError, Stamp, digest, run, told

ANSWER = '{"version": "%s", "plain": %s, "executable": "%s"}'
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")


def stand_in(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def says(path: Path, version: str, plain: str = "true") -> Path:
    return stand_in(path, f"echo '{ANSWER % (version, plain, path)}'")


class TestPython:
    @posix
    def test_takes_the_first_that_runs_and_is_the_wanted_one(self, tmp_path: Path) -> None:
        stand_in(tmp_path / "shims/python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
        says(tmp_path / "old/python3", "3.11")
        says(tmp_path / "free/python3.13", "3.13", plain="false")
        good = says(tmp_path / "good/python3", "3.13")
        path = os.pathsep.join(str(tmp_path / name) for name in ("shims", "old", "free", "good"))
        commands_tried = list(pythons.candidates({"PATH": path, "HOME": str(tmp_path)}, current="/nowhere"))
        found = [pythons.check(command) for command in commands_tried if str(tmp_path) in command[0]]
        assert found == [None, None, None, str(good)]

    @posix
    def test_knows_where_version_managers_put_theirs_newest_first(self, tmp_path: Path) -> None:
        for version in ("3.13.2", "3.13.10", "3.12.9"):
            says(tmp_path / f".pyenv/versions/{version}/bin/python3.13", version[:4])
        tried = [command[0] for command in pythons.candidates({"PATH": "", "HOME": str(tmp_path)}, current="/nowhere")]
        own = [Path(path).relative_to(tmp_path / ".pyenv/versions").parts[0] for path in tried if str(tmp_path) in path]
        assert own == ["3.13.10", "3.13.2"]

    def test_a_python_that_prints_nonsense_or_nothing_is_none(self, tmp_path: Path) -> None:
        assert pythons.check([str(tmp_path / "absent")]) is None
        assert pythons.check([sys.executable, "-c", "print('[]')"]) is None

    def test_the_python_of_this_environment_is_the_wanted_one(self) -> None:
        assert pythons.check([sys.executable]) is not None

    def test_an_old_python_gets_one_line(self) -> None:
        line = too_old((3, 8, 10))
        assert line is not None
        assert "\n" not in line
        assert "Python 3.8" in line
        assert "Install Python 3.13" in line
        assert too_old((3, 11, 0)) is None


class TestStamp:
    def test_is_fresh_until_an_input_changes(self, tmp_path: Path) -> None:
        lock = tmp_path / "lock"
        lock.write_text("a==1")
        stamp = Stamp(tmp_path / "made/.stamp", "3.13", lock)
        assert not stamp.fresh()
        stamp.write()
        assert stamp.fresh()
        lock.write_text("a==2")
        assert not stamp.fresh()

    def test_goes_with_what_it_vouches_for(self, tmp_path: Path) -> None:
        stamp = Stamp(tmp_path / "made/.stamp", "x")
        stamp.write()
        stamp.path.unlink()
        stamp.path.parent.rmdir()
        assert not stamp.fresh()

    def test_inputs_do_not_run_together(self, tmp_path: Path) -> None:
        assert digest("ab", "c") != digest("a", "bc")
        assert digest(tmp_path / "absent") != digest("")

    def test_a_failed_step_leaves_no_stamp(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "requirements.lock.txt").write_text("a==1 \\\n    --hash=sha256:0\n")
        environment = Environment(tmp_path)
        environment.stamps()["packages"].write()
        (tmp_path / "requirements.lock.txt").write_text("a==2 \\\n    --hash=sha256:0\n")

        def fail(*_args: object, **_options: object) -> str:
            raise SetupError("no")

        monkeypatch.setattr("build_hooks.setup.environment.run", fail)
        with pytest.raises(SetupError):
            environment.ensure(Reporter())
        assert not environment.stamps()["packages"].path.exists()


class TestProblem:
    def test_says_what_failed_the_last_lines_and_what_to_do(self) -> None:
        code = "import sys; [print('line', n) for n in range(40)]; sys.exit(3)"
        with pytest.raises(SetupError) as caught:
            run([sys.executable, "-c", code], what="Baking", advice="Buy flour.")
        lines = str(caught.value).splitlines()
        assert lines[0] == "Baking failed (exit 3):"
        assert lines[1:-1] == [f"    line {n}" for n in range(25, 40)]
        assert lines[-1] == "Buy flour."

    def test_a_command_that_is_not_there_or_hangs_is_a_problem_too(self, tmp_path: Path) -> None:
        with pytest.raises(SetupError, match="Baking failed: No such file"):
            run([tmp_path / "absent"], what="Baking", advice="")
        with pytest.raises(SetupError, match="no answer in 0 s"):
            run([sys.executable, "-c", "import time; time.sleep(9)"], what="Baking", advice="", timeout=0.3)

    def test_a_problem_ends_the_command_with_its_message(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fail(*_args: object) -> None:
            raise SetupError("Installing failed:", detail="no route", advice="Look at the network.")

        monkeypatch.setattr(Environment, "ensure", fail)
        assert commands.main(["build"]) == 1
        assert capsys.readouterr().err == "build_hooks: Installing failed:\n    no route\nLook at the network.\n"

    def test_progress_survives_a_terminal_without_the_letters(self, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        monkeypatch.setattr(sys, "stderr", screen)
        with Reporter().step("Packages"):
            pass
        screen.seek(0)
        assert screen.read().startswith("  Packages ? 0.0 s")


class TestRefusal:
    """What the system refuses is told in words, and never with a traceback."""

    @pytest.mark.parametrize(
        ("number", "names", "words"),
        [
            (
                errno.ENOSPC,
                ("a",),
                "The disk is full; nothing more can be written at 'a'. Make room, and run the same command again.",
            ),
            (
                errno.EDQUOT,
                ("from", None, "to"),
                "The disk is full; nothing more can be written at 'to'. Make room, and run the same command again.",
            ),
            (
                errno.ENOSPC,
                (),
                "The disk is full; nothing more can be written. Make room, and run the same command again.",
            ),
            (
                errno.EROFS,
                ("a",),
                "The system does not allow this user to read or write at 'a' (Read-only file system). Run the command as the user to whom the folder belongs, or in a copy of it that can be written.",
            ),
            (errno.EMFILE, ("a",), "The system has refused to go on at 'a': Too many open files."),
        ],
    )
    def test_says_what_and_where_and_what_to_do(self, number: int, names: tuple[str | None, ...], words: str) -> None:
        assert told(OSError(number, os.strerror(number), *names)) == words

    @pytest.mark.parametrize("said", ["OSError: [Errno 28] No space left on device", "npm error code ENOSPC"])
    def test_a_command_that_meets_a_full_disk_is_told_as_such(self, said: str) -> None:
        with pytest.raises(SetupError) as caught:
            run([sys.executable, "-c", f"import sys; print({said!r}); sys.exit(1)"], what="Baking", advice="Buy flour.")
        assert str(caught.value) == "Baking failed: the disk is full\nMake room, and run the same command again."

    def test_it_ends_the_command(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        (tmp_path / ".cache").write_text("not a folder")
        monkeypatch.setattr(commands, "Environment", lambda: Environment(tmp_path))
        assert commands.main(["build"]) == 1
        assert (
            capsys.readouterr().err
            == f"build_hooks: The system has refused to go on at '{tmp_path / '.cache'}': File exists.\n"
        )

    def test_serving_needs_room_for_the_pages(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        def refuse(*_args: object, **_keys: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "tmp/pages")

        monkeypatch.setattr(Environment, "ensure", lambda *_: None)
        monkeypatch.setattr(Environment, "variables", lambda _: {})
        monkeypatch.setattr(tempfile, "mkdtemp", refuse)
        assert commands.main(["serve"]) == 1
        assert (
            capsys.readouterr().err
            == "build_hooks: The disk is full; nothing more can be written at 'tmp/pages'. Make room, and run the same command again.\n"
        )


class TestLock:
    def test_one_entry_comes_with_its_hashes_alone(self, tmp_path: Path) -> None:
        text = "a==1 \\\n    --hash=sha256:1\nuv==0.9 \\\n    --hash=sha256:2 \\\n    --hash=sha256:3\nz==1 \\\n    --hash=sha256:4\n"
        (tmp_path / "requirements.lock.txt").write_text(text)
        entry = Environment(tmp_path).pinned("uv")
        assert entry == "uv==0.9 \\\n    --hash=sha256:2 \\\n    --hash=sha256:3\n"
        with pytest.raises(SetupError, match="no entry for nothing"):
            Environment(tmp_path).pinned("nothing")

    @pytest.mark.parametrize(
        "name",
        ["requirements.lock.txt", "build_hooks/package-lock.json", "build_hooks/setup/chromium/package-lock.json"],
    )
    def test_holds_hashes_and_no_address(self, name: str) -> None:
        text = (Environment().root / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "sha256:" in text or '"integrity": "sha512-' in text


class TestBrowser:
    def test_value_becomes_options_of_playwright(self) -> None:
        assert browser.launch_options("chromium") == browser.launch_options("") == {}
        assert browser.launch_options("msedge") == {"channel": "msedge"}
        assert browser.launch_options("/usr/bin/chromium") == {"executable_path": "/usr/bin/chromium"}

    def test_the_first_that_starts_is_taken(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv("CX_BROWSER", raising=False)
        monkeypatch.setattr(browser, "installed", lambda: iter(["chromium", "chrome", "/bin/x"]))
        proof = {"chromium": "not there", "chrome": None, "/bin/x": None}.__getitem__
        assert browser.choose(Environment(tmp_path), Reporter(), proof) == "chrome"

    def test_one_is_installed_if_none_starts(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        def refuse(_environment: Environment) -> str:
            raise SetupError("no internet")

        monkeypatch.delenv("CX_BROWSER", raising=False)
        monkeypatch.setattr(browser, "installed", lambda: iter(["chromium"]))
        steps = (("far", refuse), ("near", lambda _: "/made"))
        monkeypatch.setattr(browser, "INSTALLERS", steps)
        proof = {"chromium": "not there", "/made": None}.__getitem__
        assert browser.choose(Environment(tmp_path), Reporter(), proof) == "/made"
        monkeypatch.setattr(browser, "INSTALLERS", steps[:1])
        with pytest.raises(SetupError) as caught:
            browser.choose(Environment(tmp_path), Reporter(), proof)
        message = str(caught.value)
        assert "chromium: not there" in message
        assert "far: no internet" in message
        assert "set CX_BROWSER" in message

    def test_a_wish_that_does_not_start_is_not_replaced(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("CX_BROWSER", "/opt/mine")
        with pytest.raises(SetupError, match=r"CX_BROWSER is '/opt/mine', which does not start: broken"):
            browser.choose(Environment(tmp_path), Reporter(), lambda _: "broken")


class TestEngines:
    def bringing(
        self, monkeypatch: pytest.MonkeyPatch, *here: str, allowed: bool = True, fails: bool = False
    ) -> list[tuple[str, ...]]:
        """A machine with these engines. Returns where each installing is written down."""
        asked: list[tuple[str, ...]] = []

        def install(*packages: str, **_: object) -> None:
            asked.append(packages)
            if fails:
                raise SetupError("Installing failed (exit 100):", detail="no route", advice="Look at the network.")

        monkeypatch.setattr(Engine, "found", lambda engine: engine.name if engine.name in here else None)
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(debian, "allowed", lambda: allowed)
        monkeypatch.setattr(debian, "install", install)
        return asked

    @posix
    def test_one_is_found_with_all_that_it_needs(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setenv("PATH", str(tmp_path))
        firefox, webkit = ENGINES
        driver = stand_in(tmp_path / "WebKitWebDriver", "")
        assert (firefox.found(), webkit.found()) == (None, None)
        stand_in(tmp_path / "Xvfb", "")
        other = stand_in(tmp_path / "firefox", "")
        assert (firefox.found(), webkit.found()) == (str(other), str(driver))
        first = stand_in(tmp_path / "firefox-esr", "")
        assert firefox.found() == str(first)
        monkeypatch.setattr(sys, "platform", "win32")
        assert (firefox.found(), webkit.found()) == (None, None)

    def test_those_that_are_not_here_are_installed(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        asked = self.bringing(monkeypatch, "firefox")
        assert engines.bring({}, Reporter()) == {}
        assert asked == [("webkit2gtk-driver", "xvfb")]
        assert "WebKit for the tests" in capsys.readouterr().err

    def test_nothing_is_done_where_all_are_here_or_not_wanted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = self.bringing(monkeypatch, "firefox")
        assert engines.bring({WITHOUT: "webkit"}, Reporter()) == {}
        assert asked == []

    def test_who_may_not_install_is_told_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        asked = self.bringing(monkeypatch, "webkit", allowed=False)
        assert engines.bring({}, Reporter()) == {}
        assert asked == []
        said = capsys.readouterr().err
        assert "NOT TESTED IN Firefox" in said
        assert "apt-get install firefox-esr" in said

    def test_an_archive_out_of_reach_is_told_and_no_fault_of_the_tests(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.bringing(monkeypatch, fails=True)
        assert engines.bring({WITHOUT: "webkit"}, Reporter()) == {WITHOUT: "firefox,webkit"}
        said = capsys.readouterr().err
        assert "NOT TESTED IN Firefox, which this machine cannot get. Installing failed (exit 100):" in said
        assert "no route" in said

    def test_installing_is_for_root_with_apt(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(debian, "allowed", lambda: False)
        with pytest.raises(SetupError, match="Installing xvfb needs root and apt-get"):
            debian.install("xvfb", advice="", variables={})

    @pytest.mark.parametrize(
        ("said", "names"), [({}, set()), ({WITHOUT: ""}, set()), ({WITHOUT: " webkit, firefox"}, {"webkit", "firefox"})]
    )
    def test_which_to_do_without(self, said: dict[str, str], names: set[str]) -> None:
        assert engines.left_out(said) == names
