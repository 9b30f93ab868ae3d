"""Who is at work: each event carries the officer of its moment."""

import pytest

from workstation.domain.problems import Refused, SignInNeeded
from workstation.identity.officer import Officer, OfficerChanged, SignedIn, account_officer

ANNA = Officer(id="officer-a", name="Officer A", office="NL000432")


def test_nobody_decides_before_signing_in() -> None:
    signed_in = SignedIn()
    assert signed_in.now() is None
    with pytest.raises(SignInNeeded):
        signed_in.required()


def test_officers_take_turns() -> None:
    signed_in = SignedIn()
    signed_in.sign_in(ANNA)
    assert signed_in.required() == ANNA
    signed_in.sign_in(Officer(id="officer-b", name="Officer B", office="NL000432"))
    assert signed_in.required().id == "officer-b"
    signed_in.sign_out()
    assert signed_in.now() is None


def test_each_change_of_the_officer_at_work_is_told_and_no_other() -> None:
    signed_in, told = SignedIn(), list[OfficerChanged]()
    signed_in.sign_in(ANNA)
    signed_in.tell(told.append)
    signed_in.sign_in(ANNA)
    assert told == []
    signed_in.sign_out()
    signed_in.sign_out()
    assert len(told) == 1
    signed_in.sign_in(ANNA)
    signed_in.sign_in(Officer(id="officer-b", name="Officer B", office="NL000432"))
    assert len(told) == 3
    signed_in.tell(None)
    signed_in.sign_out()
    assert len(told) == 3


@pytest.mark.parametrize("id", ["", "two words", "x" * 101, "tab\t", "turned\u202e"])
def test_an_id_that_no_event_may_carry_is_refused(id: str) -> None:
    with pytest.raises(Refused):
        SignedIn().sign_in(Officer(id=id, name="Officer", office="NL000432"))


def test_the_account_stands_for_an_officer_until_there_is_a_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "bench4")
    assert account_officer("NL000432") == Officer(id="bench4", name="bench4", office="NL000432")
