"""What the loader says of files and folders that are not as they should be."""

from __future__ import annotations

import shutil

import pytest

from build_hooks.library.yamlfile import MAX_BYTES
from tests.build_hooks.library.small import (
    ALPHA,
    BETA,
    DELAY,
    FILES,
    FRAMEWORK,
    GAMMA,
    GLOSSARY,
    MAIN,
    SAMPLE,
    SPEED,
    TWO,
    Small,
    Spoil,
    edit,
    write,
)

CASES: dict[str, tuple[list[Spoil], list[str]]] = {
    "a second practice with the same id": (
        [write("small/practices/alpha.yml", FILES[ALPHA])],
        [
            (
                "small/practices/alpha.yml:1:1: a second practice with the id 'alpha' (the first is alpha.yaml); "
                "expected each id once; rename one, or take it out"
            )
        ],
    ),
    "the other ending of YAML files": (
        [
            lambda small: (small.folder / MAIN).rename(small.folder / "small/framework.yml"),
            lambda small: (small.folder / ALPHA).rename(small.folder / "small/practices/alpha.yml"),
            edit("small/practices/alpha.yml", "order: 1", "order: x"),
        ],
        [
            "small/framework.yml:1:1: the file name 'framework.yml'; expected 'framework.yaml'; rename it",
            "small/practices/alpha.yml:1:1: the file name 'alpha.yml'; expected 'alpha.yaml'; rename it",
            "small/practices/alpha.yml:2:8: the text 'x'; expected a whole number",
        ],
    ),
    "two practices with one name and order": (
        [edit(BETA, "Practice beta", "Practice alpha"), edit(BETA, "order: 2", "order: 1")],
        [
            f"{BETA}:1:7: name 'Practice alpha', which alpha.yaml has already; expected one of its own",
            f"{BETA}:2:8: order 1, which alpha.yaml has already; expected one of its own",
        ],
    ),
    "two metrics with one name and order": (
        [edit(SPEED, "name: Speed", "name: Delay"), edit(SPEED, "order: 2", "order: 1")],
        [
            f"{SPEED}:1:7: name 'Delay', which delay.yaml has already; expected one of its own",
            f"{SPEED}:2:8: order 1, which delay.yaml has already; expected one of its own",
        ],
    ),
    "two sources with one id": (
        [edit(MAIN, "kind: article}", "kind: article}\n  - {id: article, title: Another, kind: book}")],
        [f"{MAIN}:24:10: id 'article', which sources[0] has already; expected one of its own"],
    ),
    "a tab": (
        [edit(ALPHA, "    anchor: No letter", "\tanchor: No letter")],
        [f"{ALPHA}:12:1: a tab; expected spaces; replace each tab by spaces"],
    ),
    "an alias bomb": (
        [
            edit(
                ALPHA,
                "owner: Clerk",
                "owner: Clerk\nx: &a [lol, lol]\ny: &b [*a, *a, *a]\nz: [*b, *b]",
            )
        ],
        [
            f"{ALPHA}:31:4: the anchor '&a'; expected the value alone; put text in quotes, or take it out",
            f"{ALPHA}:32:4: the anchor '&b'; expected the value alone; put text in quotes, or take it out",
            *(
                f"{ALPHA}:{line}:{column}: the alias '*{name}'; expected the value itself; put text in quotes, or write it out"
                for line, name, columns in ((32, "a", (8, 12, 16)), (33, "b", (5, 9)))
                for column in columns
            ),
            *(
                f"{ALPHA}:{line}:1: unknown key '{key}'; expected one of the 30 that exist"
                for line, key in ((31, "x"), (32, "y"), (33, "z"))
            ),
        ],
    ),
    "an object of Python": (
        [edit(ALPHA, "owner: Clerk", "owner: !!python/object/apply:os.system [ls]")],
        [
            (
                f"{ALPHA}:30:8: the tag '!!python/object/apply:os.system'; expected the value alone; "
                "put text in quotes, or take it out"
            )
        ],
    ),
    "a merge key": (
        [edit(ALPHA, "    anchor: No letter", "    <<: {a: b}\n    anchor: No letter")],
        [f"{ALPHA}:12:5: the merge key '<<'; expected the keys themselves; write them out"],
    ),
    "a key given twice": (
        [edit(ALPHA, "owner: Clerk", "owner: Clerk\nname: Other")],
        [f"{ALPHA}:31:1: the key 'name' a second time (first in line 1); expected each key once; take one of them out"],
    ),
    "encodings": (
        [
            write(ALPHA, FILES[ALPHA].replace("Customers know", "Café").encode("latin-1")),
            write(BETA, FILES[BETA].encode("utf-16")),
            write(GAMMA, b"\xef\xbb\xbf" + FILES[GAMMA].encode()),
        ],
        [
            f"{ALPHA}:8:13: the byte 0xe9, which is not UTF-8; expected a file in UTF-8; save it again as UTF-8",
            f"{BETA}:1:1: UTF-16 text, which is not UTF-8; expected a file in UTF-8; save it again as UTF-8",
        ],
    ),
    "control characters": (
        [edit(ALPHA, "Customers know", "Customers\x00know"), edit(BETA, "Customers know.", '"Customers\\x07know"')],
        [
            f"{ALPHA}:8:19: the control character U+0000; expected printable text; take it out",
            f"{BETA}:8:10: the control character U+0007; expected printable text; take it out",
        ],
    ),
    "a file nested too deeply": (
        [edit(ALPHA, "owner: Clerk", f"owner: {'[' * 50}{']' * 50}")],
        [
            (
                f"{ALPHA}:30:28: values nested more than 20 deep; expected fewer levels; "
                "look at the brackets and the indentation"
            )
        ],
    ),
    "empty files": (
        [write(ALPHA, ""), write(BETA, "# later\n"), write("small/stages/first.yaml", "\n")],
        [f"{name}:1:1: an empty file; expected keys and values" for name in (ALPHA, BETA, "small/stages/first.yaml")],
    ),
    "files that are no mapping": (
        [write(ALPHA, "- name: x\n"), write(BETA, "text\n"), write(DELAY, "~\n")],
        [f"{name}:1:1: a file that is not a mapping; expected keys and values" for name in (DELAY, ALPHA, BETA)],
    ),
    "a huge file": (
        [write(ALPHA, b"x" * (MAX_BYTES + 1))],
        [f"{ALPHA}:1:1: a file of {MAX_BYTES + 1:,} bytes; expected at most {MAX_BYTES:,}"],
    ),
    "files that cannot be read": (
        [
            lambda small: (small.folder / "small/practices/folder.yaml").mkdir(),
            lambda small: (small.folder / "small/practices/link.yaml").symlink_to("nowhere"),
        ],
        [
            "small/practices/folder.yaml:1:1: something that is not a file; expected a readable file",
            "small/practices/link.yaml:1:1: a file that cannot be read (No such file or directory); expected a readable file",
        ],
    ),
    "files and folders that do not belong": (
        [
            write("small/practices/notes.txt", "x"),
            write("small/practices/.hidden", "x"),
            write("small/practise/x.yaml", "x: 1"),
            write("small/README.md", "x"),
            write("small/sample.json", SAMPLE),
            write("extra/x.yaml", "x: 1"),
            write("schema/practice.json", "{}"),
            write("glossary.yaml", GLOSSARY),
        ],
        [
            (
                "extra:1:1: a folder without a framework.yaml; expected folders of frameworks, 'metrics', 'circumstances', 'templates' and 'schema' alone; "
                "add the file, or take the folder out"
            ),
            "small/practices/notes.txt:1:1: a file that is not YAML; expected only <practice-id>.yaml files",
            (
                "small/practise:1:1: an unknown folder 'practise'; expected one of 'framework.yaml', 'stages', 'practices', "
                "'sample.json'; did you mean 'practices'?"
            ),
        ],
    ),
    "a file name that is no id": (
        [lambda small: (small.folder / GAMMA).rename(small.folder / "small/practices/Gamma Ray.yaml")],
        [
            (
                "small/practices/Gamma Ray.yaml:1:1: the file name 'Gamma Ray.yaml'; "
                "expected small letters and digits, joined by hyphens; rename it to 'gamma-ray.yaml'"
            )
        ],
    ),
    "a file name that is no id, while another file names it as it should be": (
        [
            lambda small: (small.folder / GAMMA).rename(small.folder / "small/practices/Gamma.yaml"),
            edit(ALPHA, "metrics: {delay: Clerks reply.}", "depends_on: [gamma]\nrelated: [gamma]"),
        ],
        [
            (
                "small/practices/Gamma.yaml:1:1: the file name 'Gamma.yaml'; "
                "expected small letters and digits, joined by hyphens; rename it to 'gamma.yaml'"
            )
        ],
    ),
    "endings as systems write and hide them": (
        [
            lambda small: (small.folder / GAMMA).rename(small.folder / "small/practices/gamma.YAML"),
            lambda small: (small.folder / BETA).rename(small.folder / "small/practices/beta.yaml.txt"),
        ],
        [
            (
                "small/practices/beta.yaml.txt:1:1: a file that is not YAML; expected only <practice-id>.yaml files; "
                "rename it to 'beta.yaml'"
            ),
            "small/practices/gamma.YAML:1:1: the file name 'gamma.YAML'; expected 'gamma.yaml'; rename it",
        ],
    ),
    "what systems and programs leave in folders": (
        [
            lambda small: small.write("small/practices/Thumbs.db", ""),
            lambda small: small.write("small/practices/~$alpha.docx", ""),
            lambda small: small.write("small/practices/alpha.yaml~", ""),
            lambda small: small.write("small/desktop.ini", ""),
            lambda small: small.write("__MACOSX/small/._framework.yaml", ""),
            lambda small: small.write(".DS_Store", ""),
        ],
        [],
    ),
    "a misspelt list of stages": (
        [edit(MAIN, "stages:", "stges:")],
        [f"{MAIN}:6:1: unknown key 'stges'; expected the key 'stages'; did you mean 'stages'?"],
    ),
    "an id in a file that has its own": (
        [edit(ALPHA, "owner: Clerk", "owner: Clerk\nid: alpha"), edit(DELAY, "order: 1", "id: Delay\norder: 1")],
        [
            f"{DELAY}:2:1: the key 'id'; expected none, because the id is the file's name; take it out",
            f"{ALPHA}:31:1: the key 'id'; expected none, because the id is the file's name; take it out",
        ],
    ),
    "an id that is not the folder's name": (
        [edit(MAIN, "id: small", "id: smal")],
        [f"{MAIN}:1:5: the id 'smal'; expected 'small', the name of the folder"],
    ),
    "a stage listed without a file": (
        [edit(MAIN, "  - second\n", "  - second\n  - thrid\n")],
        [f"{MAIN}:9:5: stage 'thrid' without a file; expected stages/thrid.yaml; add the file"],
    ),
    "a stage misspelt in the list": (
        [edit(MAIN, "  - second\n", "  - secnd\n")],
        [
            f"{MAIN}:8:5: stage 'secnd' without a file; expected stages/secnd.yaml; did you mean 'second'?",
            (
                "small/stages/second.yaml:1:1: stage 'second', which framework.yaml does not list; expected it under 'stages'; "
                "did you mean 'secnd'?"
            ),
        ],
    ),
    "a stage that is not listed": (
        [
            write("small/stages/third.yaml", FILES["small/stages/first.yaml"]),
            edit(GAMMA, "stage: second", "stage: third"),
        ],
        [
            "small/stages/second.yaml:1:1: stage 'second' with no practice; expected at least one practice that names it",
            (
                "small/stages/third.yaml:1:1: stage 'third', which framework.yaml does not list; expected it under 'stages'; "
                "add it there"
            ),
        ],
    ),
    "a stage listed twice": (
        [edit(MAIN, "  - second\n", "  - second\n  - first\n")],
        [f"{MAIN}:9:5: stage 'first' a second time; expected each stage once; take it out"],
    ),
    "a list of stages that is none": (
        [edit(MAIN, TWO, "stages: first\n")],
        [f"{MAIN}:6:9: the text 'first'; expected a list"],
    ),
    "no list of stages": (
        [edit(MAIN, TWO, "")],
        [f"{MAIN}:1:1: no 'stages'; expected the key 'stages'; add it"],
    ),
    "practices in framework.yaml": (
        [edit(MAIN, "kind: adoption", "kind: adoption\npractices: [alpha]")],
        [
            f"{MAIN}:5:1: unknown key 'practices'; expected one practices/<practice-id>.yaml for each practice; take it out"
        ],
    ),
    "two files of the framework": (
        [write("small/framework.yml", FRAMEWORK)],
        [
            "small/framework.yml:1:1: a second file of the framework; expected framework.yaml alone; take one of them out"
        ],
    ),
    "no practice": (
        [lambda small: shutil.rmtree(small.folder / "small/practices")],
        ["small/practices:1:1: no practice; expected at least one practices/<practice-id>.yaml"],
    ),
    "no framework": (
        [lambda small: shutil.rmtree(small.folder / "small")],
        ["1:1: no framework; expected a folder with a framework.yaml in it"],
    ),
    "a section with no practice": (
        [edit(MAIN, "rating:", "  - {id: other, name: Other}\nrating:")],
        [f"{MAIN}:18:5: section 'other' with no practice; expected at least one practice that names it"],
    ),
}


@pytest.mark.parametrize(("spoil", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_said(small: Small, spoil: list[Spoil], expected: list[str]) -> None:
    assert small.spoilt(*spoil) == sorted(expected)
