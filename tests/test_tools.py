"""The linters of pyproject.toml: which package may import which, types, style."""

import subprocess
import sys

import grimp
import pytest

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
