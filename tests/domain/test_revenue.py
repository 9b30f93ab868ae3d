"""Who pays, how much, and what of it stands in the way of a release."""

from decimal import Decimal

import pytest

from workstation.domain.consignment import Condition, Consignment, Revenue
from workstation.domain.revenue import Payer, PaymentState, RevenueView, identifier_state, revenue_of
from workstation.domain.value import Amount


def _eur(value: str) -> Amount:
    return Amount(value=Decimal(value), currency="EUR")


def _view(*conditions: Condition, **fields: object) -> RevenueView:
    return revenue_of(Consignment(id="C-1", revenue=Revenue(**fields), conditions=conditions))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "model,payer",
    [
        ("vendor", Payer.VENDOR),
        ("intermediary", Payer.INTERMEDIARY),
        ("buyer", Payer.BUYER),
        ("barter", Payer.UNKNOWN),
        ("", Payer.UNKNOWN),
    ],
)
def test_the_model_says_who_pays_and_an_unknown_one_is_shown(model, payer):
    view = _view(model=model)
    assert view.payer is payer
    assert view.model == model


def test_what_is_due_is_what_the_service_says_else_duty_and_tax_together():
    assert _view(payment_state="due", duty=_eur("3.20"), tax=_eur("11.00")).due == _eur("14.20")
    assert _view(payment_state="due", duty=_eur("3"), amount_due=_eur("1.50")).due == _eur("1.50")
    mixed = Amount(value=Decimal(3), currency="USD")
    assert _view(payment_state="due", duty=mixed, tax=_eur("1")).due is None


@pytest.mark.parametrize("state", ["paid", "deferred", "not_due"])
def test_nothing_is_due_and_nothing_blocks_once_it_is_paid_or_deferred(state):
    view = _view(payment_state=state, amount_due=_eur("20"))
    assert (view.state, view.due, view.blocks) == (PaymentState(state), None, ())


def test_money_that_is_due_blocks_a_release():
    assert _view(payment_state="due", amount_due=_eur("20")).blocks == ("payment.due",)
    assert _view(payment_state="due", amount_due=_eur("0")).blocks == ()


def test_a_payment_condition_of_the_service_stands_for_the_money_that_is_due():
    condition = Condition(id="K-1", kind="payment", owner="accounts")
    satisfied = Condition(id="K-2", kind="payment", state="satisfied")
    assert _view(condition, satisfied, payment_state="due", amount_due=_eur("20")).blocks == ("K-1",)
    assert _view(condition, payment_state="paid").blocks == ("K-1",)
    assert _view(Condition(id="K-3", kind="payment", blocking=False), payment_state="paid").blocks == ()


def test_an_unknown_state_is_shown_and_blocks_nothing_by_itself():
    view = _view(payment_state="disputed", amount_due=_eur("20"))
    assert (view.state, view.state_code, view.due, view.blocks) == (
        PaymentState.UNKNOWN,
        "disputed",
        _eur("20"),
        (),
    )


def test_a_consignment_without_a_word_about_money():
    assert revenue_of(Consignment(id="C-1")) == RevenueView(payer=Payer.UNKNOWN, state=PaymentState.UNKNOWN)


@pytest.mark.parametrize(
    "number,state",
    [
        ("IM2760000742", "right"),
        ("im 276-0000742", "right"),
        ("EU372022452", "right"),
        ("IM2760000184", "doubtful"),
        ("IM5532027340", "wrong_member_state"),
        ("IM276000074", "wrong_form"),
        ("IM27600007421", "wrong_form"),
        ("GB123456789", "other"),
        ("IMPORTER 5", "other"),
        ("", ""),
    ],
)
def test_form_and_member_state_of_a_scheme_number_are_sure_and_its_check_digit_is_a_doubt(number, state):
    assert identifier_state(number) == state
