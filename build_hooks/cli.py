"""The command `cx`; its parts are in `build_hooks.command`."""

from build_hooks.command.app import app

__all__ = ["app"]
