"""The words of the interface: one catalogue for the templates, the report, the scripts and the command line."""

from __future__ import annotations

from collections.abc import Mapping


class Messages:
    """Texts by key, with `{name}` for what is filled in.

    >>> messages = Messages({"met": "{met} of {all}", "gaps.one": "one gap", "gaps.other": "{count} gaps"})
    >>> messages("met", met=7, all=11)
    '7 of 11'
    >>> messages("gaps", count=1), messages("gaps", count=3)
    ('one gap', '3 gaps')
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`, as plain text. With `count`, `key.one` or `key.other` is taken. Raises KeyError for no such key."""
        if "count" in values and key not in self._texts:
            key = f"{key}.{'one' if values['count'] == 1 else 'other'}"
        text = self._texts[key]
        return text.format(**values) if values else text

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def under(self, *parts: str) -> dict[str, str]:
        """The texts whose key is one of `parts` or stands under one of them: `action` covers `action.report`."""
        prefixes = tuple(f"{part}." for part in parts)
        return {key: text for key, text in self._texts.items() if key in parts or key.startswith(prefixes)}
