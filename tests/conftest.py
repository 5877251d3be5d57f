"""How the tests are divided among processes (pytest-xdist), and what the property tests do not judge."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

# How long an example takes says more of what else the machine does than of the code.
settings.register_profile("datelines", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("datelines")
collect_ignore = ["conftest.py"]  # its examples: a module of this name is that of the browser tests already
# How long an example takes says how busy the machine is: speed is measured elsewhere.
settings.register_profile("datelines", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("datelines")
SCREEN = re.compile(r"[\[-]((?:dark )?(?:desk|phone))[]-]")


class ByFileAndScreen(LoadFileScheduling):
    """All of a file is run by one worker, for what is opened once for its tests; but what is done on several screens
    (the `screen` of tests/browser/conftest.py) is run by one worker for each screen."""

    def _split_scope(self, nodeid: str) -> str:
        """The name of what is run together.

        >>> scheduling = object.__new__(ByFileAndScreen)
        >>> scheduling._split_scope("tests/browser/test_rows.py::test_as_of[dark phone]")
        'dark phone'
        >>> scheduling._split_scope("tests/test_titles.py::test_titles[it-visit]")
        'tests/test_titles.py'
        """
        screen = SCREEN.search(nodeid) if nodeid.startswith("tests/browser/") else None
        return screen[1] if screen else str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """Take it where files are to stay together."""
    return ByFileAndScreen(config, log) if config.getvalue("dist") == "loadfile" else None
