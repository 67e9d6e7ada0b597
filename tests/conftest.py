"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# Derandomised, so that a pull request never fails by luck; `HYPOTHESIS_PROFILE=thorough` looks further and anew each time.
settings.register_profile("quick", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=3000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
