"""A machine without an engine: what the run of the tests makes of it."""

from __future__ import annotations

import pytest

from build_hooks.setup.engines import ENGINES
from tests.browser.engines.conftest import do_without


def test_continuous_integration_does_not_pass_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"NOT TESTED IN WebKit: no screen\. .*: CX_WITHOUT=webkit"):
        do_without(ENGINES[1], "no screen")


def test_elsewhere_it_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="NOT TESTED IN Firefox: it is not on this machine"):
        do_without(ENGINES[0], "it is not on this machine")
