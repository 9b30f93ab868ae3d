"""The bearer token: kept in the keyring, shown to nobody."""

from pathlib import Path

import pytest

from tests.fakes.keyring_backend import MemoryKeyring
from workstation.domain.problems import Refused
from workstation.host.paths import Home, Profile
from workstation.identity.keyring_store import Keyring
from workstation.identity.token import read_token, store_token, token_of


def test_a_token_is_kept_for_its_home_alone(tmp_path: Path) -> None:
    keyring = Keyring(MemoryKeyring())
    here, elsewhere = Home(tmp_path / "a", Profile.LIVE), Home(tmp_path / "b", Profile.LIVE)
    store_token(here, keyring, token_of("  abc.DEF-1~2+3/4==\n"))
    kept = read_token(here, keyring)
    assert kept is not None
    assert kept.header() == "Bearer abc.DEF-1~2+3/4=="
    assert read_token(elsewhere, keyring) is None


def test_a_token_is_not_shown() -> None:
    assert "abc" not in repr(token_of("abc"))


@pytest.mark.parametrize("text", ["", "two words", "line\nbreak", "é", "a" * 1201])
def test_what_cannot_be_a_token_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Refused) as refused:
        token_of(text)
    assert refused.value.code == "token.malformed"
    assert not text or text not in str(refused.value)
