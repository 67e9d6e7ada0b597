"""The linters of pyproject.toml: which package may import which, types, style; and the habits that go with them."""

import re
import subprocess
import sys
import tomllib

import grimp
import pytest
import yaml

from build_hooks.setup.environment import Environment

ENVIRONMENT = Environment()


@pytest.mark.parametrize(
    "command",
    [["lint-imports"], ["mypy"], ["ruff", "check"], ["ruff", "format", "--check"]],
    ids=lambda command: "-".join(word.removeprefix("--") for word in command),
)
def test_tool_finds_nothing(command: list[str]) -> None:
    program = str(ENVIRONMENT.scripts / command[0])
    result = subprocess.run(
        [program, *command[1:]], cwd=ENVIRONMENT.root, capture_output=True, text=True, timeout=240, check=False
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-2000:]


def imported_from_outside(package: str, within: str) -> set[str]:
    graph = grimp.build_graph(package, include_external_packages=True)
    own = {name for name in graph.modules if name == within or name.startswith(f"{within}.")}
    return {target.split(".")[0] for name in own for target in graph.find_modules_directly_imported_by(name)} - {
        package
    }


def test_cxcore_imports_the_standard_library_alone() -> None:
    assert imported_from_outside("cxcore", "cxcore") <= sys.stdlib_module_names


def test_the_setup_imports_the_standard_library_alone() -> None:
    # Playwright is imported within a function, once it is installed.
    assert imported_from_outside("build_hooks", "build_hooks.setup") - sys.stdlib_module_names <= {"playwright"}
    assert imported_from_outside("build_hooks", "build_hooks.__main__") <= sys.stdlib_module_names


def test_hooks_before_a_commit_run_our_own_tools() -> None:
    configuration = yaml.safe_load((ENVIRONMENT.root / ".pre-commit-config.yaml").read_text("utf-8"))
    (own,) = configuration["repos"]
    assert own["repo"] == "local"
    for hook in own["hooks"]:
        start, tool = hook["entry"].split()[:4], hook["entry"].split()[4]
        assert (start, hook["language"]) == (["python3", "-m", "build_hooks", "run"], "system")
        assert (ENVIRONMENT.scripts / tool).exists()


def test_the_changelog_has_the_version_and_begins_with_what_is_not_released() -> None:
    text = (ENVIRONMENT.root / "CHANGELOG.md").read_text("utf-8")
    version = tomllib.loads((ENVIRONMENT.root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert heads[0] == "Unreleased"
    assert re.fullmatch(rf"{re.escape(version)} - \d{{4}}-\d\d-\d\d", heads[1])
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= kinds


def test_warnings_are_errors() -> None:
    configuration = tomllib.loads((ENVIRONMENT.root / "pyproject.toml").read_text("utf-8"))
    assert configuration["tool"]["pytest"]["ini_options"]["filterwarnings"][0] == "error"


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ENVIRONMENT.root / "pyproject.toml").read_text("utf-8").splitlines()
    named = [line for line in lines if re.match(r'  "[a-z0-9-]+[<>=]=?', line)]
    assert len(named) > 20
    assert [line for line in named if not re.search(r",\s+# \S", line)] == []
