"""What can be set at a bench, what IT fixes, and what happens to values that cannot be used."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.problems import Refused, Unavailable
from workstation.host.policy import Policy, policy_from_file, read_policy
from workstation.host.settings import BLUETOOTH, SCHEMA, QueueView, ReaderProfile, Settings, keys, settled
from workstation.host.settings_store import SettingsStore, migrated


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


def written(path, **values):
    path.write_text(json.dumps({"schema": SCHEMA, **values}), encoding="utf-8")
    return path


def test_a_new_bench_starts_with_the_defaults(path):
    store = SettingsStore(path, Policy())
    assert store.settings == Settings()
    assert (store.settings.undo_seconds, store.settings.theme, store.settings.reader.max_gap_ms) == (
        5,
        "dark",
        50,
    )
    assert store.remarks == ()
    assert not path.exists()


def test_a_change_is_on_the_disk_and_holds_after_a_restart(path):
    store = SettingsStore(path, Policy())
    store.change({"theme": "light", "reader.max_gap_ms": 80, "offices": ["NL000510", "NL000511"]})
    again = SettingsStore(path, Policy()).settings
    assert again == store.settings
    assert (again.theme, again.reader.max_gap_ms, again.offices) == ("light", 80, ("NL000510", "NL000511"))


def test_a_group_is_set_as_a_whole(path):
    store = SettingsStore(path, Policy())
    store.change(
        {"queue": QueueView(columns=("lane", "id"), sort="score", lanes=("red",)), "reader": BLUETOOTH}
    )
    again = SettingsStore(path, Policy()).settings
    assert again.queue == QueueView(columns=("lane", "id"), sort="score", lanes=("red",))
    assert again.reader == BLUETOOTH


def test_only_what_was_set_is_written_so_that_a_better_default_reaches_the_bench(path):
    SettingsStore(path, Policy()).change({"theme": "light"})
    assert json.loads(path.read_text()) == {"schema": SCHEMA, "theme": "light"}


def test_keys_of_a_newer_program_are_kept(path):
    written(path, theme="light", hologram={"on": True}, reader={"laser": "green"})
    SettingsStore(path, Policy()).change({"undo_seconds": 3, "reader.max_gap_ms": 60})
    document = json.loads(path.read_text())
    assert document["hologram"] == {"on": True}
    assert document["reader"] == {"laser": "green", "max_gap_ms": 60}


@pytest.mark.parametrize(
    "values, key",
    [
        ({"theme": "puce"}, "theme"),
        ({"undo_seconds": "soon"}, "undo_seconds"),
        ({"undo_seconds": 10**30}, "undo_seconds"),
        ({"offices": "NL000510"}, "offices"),
        ({"reader": {"max_gap_ms": -4}}, "reader.max_gap_ms"),
        ({"reader": []}, "reader"),
        ({"central_url": "http://central.example/v1"}, "central_url"),
        ({"central_url": "https://officer:secret@central.example"}, "central_url"),
        ({"central_url": "http://127.0.0.1:8000@elsewhere.example/"}, "central_url"),
        ({"language": "../../nl"}, "language"),
        ({"image_cache_mb": None}, "image_cache_mb"),
    ],
)
def test_a_value_that_cannot_be_used_gives_a_remark_and_the_default(path, values, key):
    store = SettingsStore(written(path, language_of_yesterday="x", **values), Policy())
    assert store.settings == Settings()
    assert [(remark.code, remark.field) for remark in store.remarks] == [("settings.unusable", key)]


AS_A_PERSON = {"max_gap_ms": 1000, "mean_gap_ms": 1000, "min_length": 3}


@pytest.mark.parametrize(
    "group, values, wrong",
    [
        ("reader", AS_A_PERSON, {"max_gap_ms", "mean_gap_ms"}),
        ("reader", {**AS_A_PERSON, "prefix": "R"}, {"max_gap_ms", "mean_gap_ms"}),
        ("reader", {"max_gap_ms": 100, "mean_gap_ms": 76}, {"mean_gap_ms"}),
        ("reader", {"max_gap_ms": 60, "mean_gap_ms": 75}, {"mean_gap_ms"}),
        ("reader", {"prefix": "\r\n"}, {"prefix"}),
        *(("reader", {"separator": each}, {"separator"}) for each in ("A", "1", "\u00e9", " ", "\r", "\n")),
        *(("labels", {"place": [each]}, {"place"}) for each in ("R", "1Z", "   ", "\u202eBAG", "LOC- ")),
        ("labels", {"place": ["LOC-"], "badge": ["loc-"]}, {"badge"}),
        ("labels", {"place": ["SHELF"], "seal": ["SHELF-S"]}, {"seal"}),
        ("labels", {"place": ["BADGE-"]}, {"place"}),
    ],
)
@pytest.mark.parametrize("is_policy", [False, True], ids=["own", "policy"])
def test_what_would_let_typing_or_a_parcel_pass_for_something_else_gives_a_remark_and_the_default(
    group, values, wrong, is_policy
):
    fixed = {f"{group}.{name}": value for name, value in values.items()} if is_policy else {}
    settings, remarks = settled({} if is_policy else {group: values}, fixed)
    found, default = getattr(settings, group), getattr(Settings(), group)
    assert {name for name in wrong if getattr(found, name) != getattr(default, name)} == set()
    code = "policy.unusable" if is_policy else "settings.unusable"
    assert {(remark.code, remark.field) for remark in remarks} == {
        (code, f"{group}.{each}") for each in wrong
    }


def test_a_slow_reader_may_be_set_where_it_sends_what_nobody_types():
    slow = ReaderProfile(max_gap_ms=200, mean_gap_ms=110, prefix="\x02")
    settings, remarks = settled({"reader": msgspec.to_builtins(slow)}, {})
    assert (settings.reader, remarks) == (slow, ())


def test_a_fast_reader_needs_its_mean_set_by_nobody():
    settings, remarks = settled({"reader": {"max_gap_ms": 20}}, {})
    assert (settings.reader.mean_gap_ms, remarks) == (20, ())


def test_what_it_has_named_stands_before_the_benchs_own():
    settings, remarks = settled({"labels": {"place": ["ROOM-"]}}, {"labels.seal": ["ROOM-"]})
    assert (settings.labels.seal, settings.labels.place) == (("ROOM-",), ("LOC-", "PLACE-"))
    assert [(remark.code, remark.field) for remark in remarks] == [("settings.unusable", "labels.place")]


def test_a_slow_pace_is_refused_at_the_screen(path):
    store = SettingsStore(path, Policy())
    with pytest.raises(Refused, match="person"):
        store.change({"reader.max_gap_ms": 1000, "reader.mean_gap_ms": 1000})
    assert store.settings == Settings()


@pytest.mark.parametrize(
    "url", ["https://central.example/v1", "http://127.0.0.1:8000", "http://[::1]:8000/v1", ""]
)
def test_the_central_service_is_reached_by_tls_or_within_this_machine(url):
    settings, remarks = settled({"central_url": url}, {})
    assert (settings.central_url, remarks) == (url, ())


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "\xff", "[" * 100_000, '{"theme": "light"'])
def test_a_broken_file_is_put_aside_and_the_bench_starts(path, text):
    path.write_bytes(text.encode("latin-1"))
    store = SettingsStore(path, Policy())
    assert store.settings == Settings()
    assert [remark.code for remark in store.remarks] == ["settings.broken"]
    store.change({"theme": "light"})
    assert path.with_name("settings.broken.json").read_bytes() == text.encode("latin-1")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@given(own=st.dictionaries(st.sampled_from([f.name for f in msgspec.structs.fields(Settings)]), JSON))
def test_whatever_the_file_says_settings_come_out(own):
    settings, remarks = settled(own, {})
    assert msgspec.convert(msgspec.to_builtins(settings), Settings) == settings
    assert all(remark.field.split(".")[0] in own for remark in remarks)


# --- policy --------------------------------------------------------------------------------


def test_policy_wins_and_says_which_values_are_fixed(path):
    written(path, undo_seconds=30, theme="light")
    store = SettingsStore(path, Policy({"undo_seconds": 0, "reader.max_gap_ms": 90}, ("policy.json",)))
    assert (store.settings.undo_seconds, store.settings.theme) == (0, "light")
    assert store.is_fixed("undo_seconds")
    assert store.is_fixed("reader")
    assert store.is_fixed("reader.max_gap_ms")
    assert not store.is_fixed("theme")


def test_a_fixed_value_cannot_be_changed_and_is_never_written_among_the_benchs_own(path):
    written(path, undo_seconds=30)
    store = SettingsStore(path, Policy({"undo_seconds": 0}))
    with pytest.raises(Refused) as caught:
        store.change({"theme": "light", "undo_seconds": 9})
    assert caught.value.code == "settings.fixed"
    assert store.settings.theme == "dark"
    store.change({"theme": "light", "undo_seconds": 0})
    assert json.loads(path.read_text()) == {"schema": SCHEMA, "theme": "light", "undo_seconds": 30}


def test_a_fixed_value_that_cannot_be_used_gives_the_default_not_the_benchs_own(path):
    store = SettingsStore(written(path, undo_seconds=30), Policy({"undo_seconds": "never"}))
    assert store.settings.undo_seconds == 5
    assert [(remark.code, remark.field) for remark in store.remarks] == [("policy.unusable", "undo_seconds")]


@pytest.mark.parametrize("given", ["Never", "never ", " NEVER", "nevr", "", None, 0, False, [], {}])
@pytest.mark.parametrize("own", [{}, {"unread_parcels": "reasoned"}])
def test_a_policy_that_cannot_be_used_loosens_no_interlock(given, own):
    settings, remarks = settled(own, {"unread_parcels": given})
    assert settings.unread_parcels == "never"
    is_understood = isinstance(given, str) and given.strip().lower() == "never"
    assert [remark.code for remark in remarks] == ([] if is_understood else ["policy.unusable"])


@pytest.mark.parametrize("given", ["Examination", "bench", None])
def test_a_workplace_that_nobody_understands_is_an_examination_bench(given):
    settings, _remarks = settled({"workplace": "document"}, {"workplace": given})
    assert settings.workplace == "examination"


def test_a_benchs_own_value_that_cannot_be_used_loosens_no_interlock():
    settings, remarks = settled({"unread_parcels": "Never"}, {})
    assert settings.unread_parcels == "never"
    assert [remark.code for remark in remarks] == ["settings.unusable"]


def test_a_policy_for_a_setting_that_does_not_exist_is_remarked(path):
    store = SettingsStore(path, Policy({"undo_second": 0}))
    assert [(remark.code, remark.field) for remark in store.remarks] == [("policy.unknown", "undo_second")]


def test_a_registry_knows_numbers_and_texts_only():
    settings, remarks = settled({}, {"undo_seconds": "7", "queue.descending": 0, "offices": ["NL000510"]})
    assert (settings.undo_seconds, settings.queue.descending, settings.offices) == (7, False, ("NL000510",))
    assert remarks == ()


def test_a_policy_file_groups_by_object_or_by_dotted_key(tmp_path):
    file = tmp_path / "policy.json"
    file.write_text('{"reader": {"max_gap_ms": 90}, "reader.min_length": 8, "offices": ["NL000510"]}')
    policy = policy_from_file(file)
    assert dict(policy.values) == {"reader.max_gap_ms": 90, "reader.min_length": 8, "offices": ["NL000510"]}
    assert policy.sources == (str(file),)


def test_a_machine_without_policy_fixes_nothing(tmp_path):
    assert dict(read_policy({}, tmp_path / "none.json").values) == {}


def test_an_account_cannot_lift_what_it_has_fixed_by_naming_its_own_policy(tmp_path):
    machine, own = tmp_path / "machine.json", tmp_path / "own.json"
    machine.write_text('{"central_url": "https://central.example"}')
    own.write_text('{"central_url": "https://elsewhere.example", "undo_seconds": 0}')
    policy = read_policy({"BORDER_WORKSTATION_POLICY": str(own)}, machine)
    assert dict(policy.values) == {"central_url": "https://central.example", "undo_seconds": 0}
    assert policy.sources == (str(machine), str(own))


@pytest.mark.parametrize("text", ["", "[1]", "{"])
def test_a_policy_that_cannot_be_read_stops_the_start(tmp_path, text):
    (tmp_path / "policy.json").write_text(text)
    with pytest.raises(Refused) as caught:
        read_policy({}, tmp_path / "policy.json")
    assert caught.value.code == "policy.unreadable"
    with pytest.raises(Refused):
        read_policy({"BORDER_WORKSTATION_POLICY": str(tmp_path / "gone.json")}, tmp_path / "none.json")


# --- changing --------------------------------------------------------------------------------


def test_a_bad_value_from_the_screen_is_refused_and_nothing_changes(path):
    store = SettingsStore(path, Policy())
    with pytest.raises(Refused) as caught:
        store.change({"theme": "light", "reader.min_length": 1})
    assert caught.value.code == "settings.unusable"
    assert "reader.min_length" in caught.value.title
    assert store.settings == Settings()
    assert not path.exists()


def test_an_unknown_key_is_a_bug_of_the_caller(path):
    with pytest.raises(KeyError):
        SettingsStore(path, Policy()).change({"theme_of_the_day": 1})


def test_a_change_that_cannot_be_written_does_not_hold(tmp_path):
    store = SettingsStore(tmp_path / "gone" / "settings.json", Policy())
    with pytest.raises(Unavailable):
        store.change({"theme": "light"})
    assert store.settings.theme == "dark"


def test_every_setting_has_one_dotted_key():
    every = list(keys())
    assert len(every) == len(set(every))
    assert {"central_url", "reader.max_gap_ms", "queue.columns", "scope.days", "pages.pull"} <= set(every)
    assert ReaderProfile.__struct_fields__ == tuple(k.split(".")[1] for k in every if k.startswith("reader."))


# --- migrations --------------------------------------------------------------------------------


def test_an_old_file_is_brought_forward_step_by_step():
    steps = {
        1: lambda d: {**d, "colour": d["color"]},
        2: lambda d: {k: v for k, v in d.items() if k != "color"},
    }
    document, remarks = migrated({"schema": 1, "color": "dark"}, steps, current=3)
    assert (document, remarks) == ({"schema": 3, "colour": "dark"}, ())


def test_a_step_that_fails_half_way_leaves_the_file_as_it_was_and_the_bench_starts(path):
    def half(document):
        document["reader"]["max_gap_ms"] = 0
        raise KeyError("reader_profile")

    before = {"schema": 1, "reader": {"max_gap_ms": 70}}
    document, remarks = migrated(before, {1: half}, current=2)
    assert document == {"schema": 1, "reader": {"max_gap_ms": 70}}
    assert [remark.code for remark in remarks] == ["settings.migration"]


def test_a_file_of_a_newer_program_is_read_as_far_as_it_is_understood(path):
    path.write_text('{"schema": 99, "theme": "light", "colour_of_the_sky": 1}')
    store = SettingsStore(path, Policy())
    assert store.settings.theme == "light"
    assert [remark.code for remark in store.remarks] == ["settings.newer"]
    store.change({"undo_seconds": 1})
    assert json.loads(path.read_text())["schema"] == 99


@pytest.mark.parametrize("schema", [0, -1, "1", None, True, 1.5])
def test_a_file_without_a_sensible_version_is_still_read(path, schema):
    path.write_text(json.dumps({"schema": schema, "theme": "light"}))
    store = SettingsStore(path, Policy())
    assert store.settings.theme == "light"
    assert [remark.code for remark in store.remarks] == ["settings.schema"]
