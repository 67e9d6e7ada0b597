"""`python3 -m build_hooks serve | build | test | bench | lock | run`: makes what it needs, then does it.

Standard library only. This file parses on any Python, so that an old one gets a sentence and not a traceback.
"""

import sys

OLDEST = (3, 11)


def too_old(version):
    """The line for a Python that cannot run the set-up, or None."""
    if tuple(version[:2]) >= OLDEST:
        return None
    return (
        "build_hooks: this is Python %d.%d; the set-up needs Python 3.11 or newer (the site itself is built with 3.13,"
        " which the set-up finds or fetches). Install Python 3.13 and run: python3.13 -m build_hooks"
        % tuple(version[:2])
    )


if __name__ == "__main__":
    problem = too_old(sys.version_info)
    if problem:
        sys.exit(problem)
    from build_hooks.setup.commands import main

    sys.exit(main(sys.argv[1:]))
