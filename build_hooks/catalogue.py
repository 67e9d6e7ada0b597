"""The message catalogue as a file: `messages/en.yaml`."""

from __future__ import annotations

from pathlib import Path

from build_hooks.load import Finding, LoadError
from build_hooks.yamlfile import Place, read_yaml
from cxcore.messages import Messages

MESSAGES = Path(__file__).parent / "messages" / "en.yaml"


def load_texts(path: Path = MESSAGES) -> dict[str, str]:
    """The texts by key. Raises LoadError where the file is no flat mapping of keys to texts."""
    file = read_yaml(path)
    findings = [Finding(path.name, place, problem.message) for place, problem in file.problems]
    texts: dict[str, str] = {}
    for key, text in (file.value or {}).items() if isinstance(file.value, dict) else ():
        if isinstance(text, str):
            texts[key] = text
        else:
            findings.append(
                Finding(
                    path.name,
                    file.places.get((key,), Place()),
                    f"the message '{key}' is not text; expected text in quotes",
                )
            )
    if findings:
        raise LoadError(findings)
    return texts


def load_messages(path: Path = MESSAGES) -> Messages:
    """The catalogue. Raises LoadError."""
    return Messages(load_texts(path))
