"""Hands out the modules of the browser's Python, from one member of its archive.

Python imports a module of this name by itself as it starts. Read from the archive one by one, as Python does it, the modules take a
browser a sixth of the time in which the scorer starts. `archive.py` puts this file and that member into the archive.
"""

# mypy: ignore-errors

import sys
from _frozen_importlib import ModuleSpec  # what stands around it is not there yet
from marshal import loads

ARCHIVE = __spec__.loader.archive
MODULES = loads(__spec__.loader.get_data("modules"))
"""File in the archive and code, by name."""


class Member:
    """Finds and loads a module."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """What is known of a module; None for one that is not there."""
        if name not in MODULES:
            return None
        file, _ = MODULES[name]
        package = file.endswith("/__init__.pyc")
        spec = ModuleSpec(name, Member, origin=f"{ARCHIVE}/{file}", is_package=package)
        spec.has_location = True
        if package:
            spec.submodule_search_locations.append(spec.origin.removesuffix("/__init__.pyc"))
        return spec

    @staticmethod
    def create_module(spec):
        """None: as Python makes modules."""

    @staticmethod
    def exec_module(module):
        """Run a module's code."""
        _, code = MODULES[module.__spec__.name]
        exec(loads(code), module.__dict__)


sys.meta_path.insert(-1, Member)  # before what looks into archives and folders
