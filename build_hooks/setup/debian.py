"""Packages of a Debian or a like system, for root."""

import shutil
from collections.abc import Mapping

from build_hooks.setup.steps import SetupError, is_root, run

PATIENCE = ("-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20")
"""An archive that is out of reach is known to be so before somebody thinks that nothing happens."""


def allowed() -> bool:
    """Whether packages can be installed here at all."""
    return is_root() and shutil.which("apt-get") is not None


def install(*packages: str, advice: str, variables: Mapping[str, str]) -> None:
    """Install packages by name, without those that they only recommend. Raises `SetupError` where that is not allowed or fails."""
    what = f"Installing {', '.join(packages)}"
    if not allowed():
        raise SetupError(f"{what} needs root and apt-get", advice=advice)
    env = {**variables, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q", *PATIENCE], what=what, advice=advice, env=env, timeout=600)
    line = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PATIENCE, *packages]
    run(line, what=what, advice=advice, env=env, timeout=1800)
