"""The image on a second monitor: full screen there, found again, and back when the monitor is gone."""

import os
import subprocess
import sys

import pytest

from tests.ui.two_monitors import screens_file
from workstation.ui.monitors import Monitor


@pytest.mark.parametrize(
    "story",
    ["full_screen_on_the_other", "gone_and_back", "gone_and_switched", "found_again_at_the_next_start"],
)
def test_with_two_monitors(story, tmp_path):
    around = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={screens_file(tmp_path)}"}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.two_monitors", story],
        env=around,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "done\n"), ran.stderr


@pytest.mark.parametrize(
    "one, other, same",
    [
        (Monitor(name="DP-1"), Monitor(name="DP-1"), True),
        (Monitor(name="DP-1"), Monitor(name="DP-2"), False),
        (Monitor(name="DP-1", model="M", serial="7"), Monitor(name="DP-2", model="M", serial="7"), True),
        (Monitor(name="DP-1", model="M", serial="7"), Monitor(name="DP-1", model="M", serial="8"), False),
        (Monitor(name="DP-1", model="M", serial="7"), Monitor(name="DP-1"), True),
    ],
)
def test_a_monitor_is_known_by_its_serial_number_else_by_its_name(one, other, same):
    assert one.is_same(other) is same
