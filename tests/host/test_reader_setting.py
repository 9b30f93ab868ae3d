"""The reader's profile is kept among the bench's settings, and IT's word stands above it."""

import json

import pytest
from msgspec.structs import replace

from workstation.domain.problems import Refused
from workstation.host.policy import Policy
from workstation.host.reader_setting import ReaderSetting
from workstation.host.settings import BLUETOOTH, WIRED
from workstation.host.settings_store import SettingsStore


@pytest.fixture
def setting_under(tmp_path):
    def under(**fixed):
        policy = Policy(values={f"reader.{name}": value for name, value in fixed.items()})
        return ReaderSetting(SettingsStore(tmp_path / "settings.json", policy), tmp_path)

    return under


def test_a_profile_is_kept_and_holds_at_the_next_start(setting_under):
    setting = setting_under()
    assert setting.profile == WIRED
    assert setting.keep(BLUETOOTH) == BLUETOOTH
    assert setting.profile == setting_under().profile == BLUETOOTH


def test_only_what_is_new_is_written_so_that_a_later_policy_or_default_holds_for_the_rest(
    setting_under, tmp_path
):
    setting_under().keep(replace(WIRED, separator="|"))
    kept = json.loads((tmp_path / "settings.json").read_text("utf-8"))
    assert kept["reader"] == {"separator": "|"}


def test_nothing_new_writes_nothing(setting_under, tmp_path):
    assert setting_under().keep(WIRED) == WIRED
    assert not (tmp_path / "settings.json").exists()


def test_what_the_policy_fixes_stays_as_it_is(setting_under):
    setting = setting_under(separator="|", max_gap_ms=70)
    assert setting.fixed() == {"separator", "max_gap_ms"}
    wanted = replace(BLUETOOTH, separator="~")
    assert setting.within_policy(wanted) == replace(BLUETOOTH, separator="|", max_gap_ms=70)
    assert setting.keep(wanted) == replace(BLUETOOTH, separator="|", max_gap_ms=70)


def test_no_mean_pause_is_kept_above_the_longest_that_the_policy_fixes(setting_under):
    assert setting_under(max_gap_ms=50).keep(BLUETOOTH) == replace(BLUETOOTH, max_gap_ms=50, mean_gap_ms=50)


def test_the_readers_health_lies_beside_the_settings(setting_under, tmp_path):
    setting = setting_under()
    assert setting.health.load() == b""
    setting.health.save(b"[]")
    assert (tmp_path / "reader.health").read_bytes() == setting_under().health.load() == b"[]"


def test_a_value_that_cannot_be_used_changes_nothing(setting_under):
    setting = setting_under()
    with pytest.raises(Refused, match="max_gap_ms"):
        setting.keep(replace(WIRED, max_gap_ms=100_000))
    assert setting_under().profile == WIRED
