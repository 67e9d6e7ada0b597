"""Copies of the project with other frameworks in them, built and served in a folder of a test's own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.browser.building import ROOT, copy_of_project
from tests.build_hooks.library.small import FILES, GLOSSARY, PRACTICE, SAMPLE


@dataclass(frozen=True)
class Project:
    """A copy of the project."""

    root: Path

    @classmethod
    def copied(cls, root: Path) -> Project:
        """All that a build reads. The compiled runtime is shared with the project itself."""
        copy_of_project(root)
        (ROOT / ".cache").mkdir(exist_ok=True)
        (root / ".cache").symlink_to(ROOT / ".cache")
        return cls(root)

    @classmethod
    def bare(cls, root: Path, *frameworks: str) -> Project:
        """With these of our frameworks alone, and next to nothing on the hand-written pages."""
        project = cls.copied(root)
        for folder in (root / "frameworks").iterdir():
            if (folder / "framework.yaml").exists() and folder.name not in frameworks:
                shutil.rmtree(folder)
        for file in ("crosswalk.yaml", "guides.yaml", "symptoms.yaml"):
            (root / "frameworks" / file).unlink()
        shutil.rmtree(root / "frameworks/templates")
        for case in (root / "docs/learn/cases").glob("*/"):
            shutil.rmtree(case)
        for page in (root / "docs").rglob("*.md"):
            page.write_text(_headings(page.read_text("utf-8")), "utf-8")
        return project

    @classmethod
    def small(cls, root: Path) -> Project:
        """With the small framework of the loader's tests, and next to nothing on the hand-written pages."""
        project = cls.bare(root)
        shutil.rmtree(root / "frameworks")
        for name, text in FILES.items():
            project.write(f"frameworks/{name}", text)
        project.write("frameworks/small/sample.json", SAMPLE)
        project.write("frameworks/glossary.yaml", GLOSSARY)
        return project

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a part of a file, which must be there."""
        text = (self.root / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def command(self, *arguments: str) -> list[str]:
        """A command line of MkDocs."""
        return [sys.executable, "-m", "mkdocs", *arguments]

    def variables(self, url: str = "", repository: str = "") -> dict[str, str]:
        """The environment of a command."""
        return {**os.environ, "CX_SITE_URL": url, "CX_REPO_URL": repository, "NO_MKDOCS_2_WARNING": "1"}

    def build(self, site: Path, *, url: str = "", repository: str = "") -> subprocess.CompletedProcess[str]:
        """Build the site; its warnings are in `stderr`."""
        command = self.command("build", "--quiet", "--site-dir", str(site))
        variables = self.variables(url, repository)
        return subprocess.run(
            command, cwd=self.root, env=variables, capture_output=True, text=True, timeout=280, check=False
        )

    def files(self, *parts: str) -> dict[str, tuple[int, int]]:
        """Every file of these folders with its size and time."""
        paths = [path for part in parts for path in (self.root / part).rglob("*") if path.is_file()]
        return {path.as_posix(): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}


def _headings(text: str) -> str:
    """A page's headings alone, to which links lead."""
    lines = re.sub(r"(?ms)^```.*?^```", "", text).splitlines()
    return "\n\n".join(line for line in lines if line.startswith("#")) + "\n"


def many(folder: Path, count: int, framework: str = "many") -> None:
    """Write a framework with so many practices in 12 stages and 30 sections, each with what a real page has, in about half as
    many words.
    """
    stages = [f"stage-{i}" for i in range(1, 13)]
    sections = [f"section-{i}" for i in range(1, 31)]
    main = FILES["small/framework.yaml"].replace("id: small", f"id: {framework}").replace("A small model", "Many")
    main = main.replace("  - first\n  - second\n", "".join(f"  - {stage}\n" for stage in stages))
    main = main.replace(
        "  - id: service\n    name: Service\n    summary: What happens when a customer asks.\n",
        "".join(f"  - {{id: {section}, name: {section}, summary: So.}}\n" for section in sections),
    )
    texts = {"framework.yaml": main}
    for stage in stages:
        texts[f"stages/{stage}.yaml"] = FILES["small/stages/first.yaml"].replace("Stage one", stage)
    long = (
        "pitfalls:\n"
        + "  - {sign: SIGN, why: SIGN, instead: SIGN}\n".replace("SIGN", "letters and answers " * 7) * 3
        + "first_90_days:\n"
        + "".join(
            f"  - {{day: {day}, action: {'write ' * 20}, role: Clerk, evidence: {'log ' * 12}}}\n" for day in (9, 60)
        )
        + f"worked_example: {{fictional: true, text: {'A clerk answers. ' * 35}}}\n"
    )
    for i in range(count):
        practice = PRACTICE.replace("NAME", f"number {i}").replace("ORDER", str(i + 1)) + long
        practice = practice.replace("STAGE", stages[i % len(stages)]).replace(
            "section: service", f"section: {sections[i % 30]}"
        )
        texts[f"practices/practice-{i}.yaml"] = practice
    for name, text in texts.items():
        path = folder / framework / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
