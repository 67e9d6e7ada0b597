"""Firefox and WebKit, in which the tests repeat the visitors' journeys: found, or brought by the system's packages.

Neither comes from a registry that the set-up reads else, so a machine may have to do without. What is to happen then is for the
variables `CI` and `CX_WITHOUT` to say: the tests fail without an engine where `CI` is `true`, unless `CX_WITHOUT` names it
(`CX_WITHOUT=webkit`, or both with a comma between); elsewhere they skip it and say so.
"""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from build_hooks.setup import debian
from build_hooks.setup.steps import Reporter, SetupError

WITHOUT = "CX_WITHOUT"


@dataclass(frozen=True)
class Engine:
    """A browser engine: its name, the programs of which one drives it, what else it needs, and the packages that bring all."""

    name: str
    title: str
    programs: tuple[str, ...]
    needs: tuple[str, ...]
    packages: tuple[str, ...]

    def found(self) -> str | None:
        """The program that drives it, if it and all that it needs are here. Known for Linux alone."""
        if sys.platform != "linux" or not all(map(shutil.which, self.needs)):
            return None
        return next(filter(None, map(shutil.which, self.programs)), None)

    def how(self) -> str:
        """How a person brings it."""
        return f"apt-get install {' '.join(self.packages)}"


ENGINES = (
    Engine("firefox", "Firefox", ("firefox-esr", "firefox"), (), ("firefox-esr",)),
    Engine("webkit", "WebKit", ("WebKitWebDriver",), ("Xvfb",), ("webkit2gtk-driver", "xvfb")),
)


def left_out(variables: Mapping[str, str]) -> set[str]:
    """The names of the engines that `CX_WITHOUT` says to do without."""
    return {name.strip() for name in variables.get(WITHOUT, "").split(",")} - {""}


def bring(variables: Mapping[str, str], reporter: Reporter) -> dict[str, str]:
    """Install the engines that are not here, where that is allowed.

    Returns the variable that tells the tests which to do without, because the archive of packages is out of reach: that is no fault of
    the project. Where installing is not allowed, nothing is returned, and the tests decide.
    """
    without = left_out(variables)
    absent = [engine for engine in ENGINES if engine.name not in without and not engine.found()]
    titles = " and ".join(engine.title for engine in absent)
    if not absent or sys.platform != "linux":
        return {}
    if not debian.allowed():
        reporter.say(f"  NOT TESTED IN {titles}: not on this machine, and only root can install them.")
        for engine in absent:
            reporter.say(f"    {engine.title}: {engine.how()}")
        return {}
    try:
        with reporter.step(f"{titles} for the tests"):
            packages = [package for engine in absent for package in engine.packages]
            debian.install(*packages, advice="Look at the network and at apt's settings.", variables=variables)
    except SetupError as problem:
        reporter.say(f"  NOT TESTED IN {titles}, which this machine cannot get. {problem}")
        return {WITHOUT: ",".join(sorted(without | {engine.name for engine in absent}))}
    return {}
