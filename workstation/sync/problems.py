"""What can go wrong on the line to the central service, each in words and with what is safe."""

from typing import Final

from workstation.domain.problems import Problem, Refused, SignInNeeded, Unavailable

DRILL: Final = "line.drill"
LONGEST_RETRY_S: Final = 3600.0
"""What the service may ask for at most: whatever it says, it is asked again after this."""
_SAFE: Final = "Everything recorded here is kept and is sent later."
_GOES_ON: Final = "Work on; the program tries again by itself."


class Expired(Unavailable):
    """410, or a cursor that the service cannot read: a new snapshot is needed. `code` says why."""


class TooLarge(Refused):
    """413: the request is larger than the service, or something on the way, takes."""


def unreachable(code: str, reason: str) -> Unavailable:
    """No answer came: no network, no service, a time limit, a broken connection."""
    return Unavailable(
        "The central service cannot be reached ({reason}).",
        safe=_SAFE,
        do_now=_GOES_ON,
        code=code,
        values={"reason": reason},
    )


def cut_off_on_purpose() -> Unavailable:
    """A drill is on: nothing is asked."""
    return Unavailable(
        "A drill is on: this bench is cut off from the central service on purpose.",
        safe=_SAFE,
        do_now="Work on as in an outage; the readiness screen ends the drill.",
        code=DRILL,
    )


def untrusted(reason: str) -> Unavailable:
    """The certificate is not one that this machine trusts."""
    return Unavailable(
        "The central service's certificate is not trusted on this machine ({reason}).",
        safe=f"{_SAFE} Nothing was sent.",
        do_now="Call IT: the certificate or this machine's clock must be put right.",
        code="line.certificate",
        values={"reason": reason},
    )


def stopped() -> Unavailable:
    """The program is ending."""
    return Unavailable("The program is ending.", safe=_SAFE, code="line.stopped")


def web_page(status: int) -> Unavailable:
    """A page for people came where the service should have answered."""
    return Unavailable(
        "Something on the way answered with a web page in place of the central service (status {status}).",
        safe=_SAFE,
        do_now="Work on. If it stays, IT should look at the network's sign-in page or proxy.",
        code="answer.web_page",
        values={"status": status},
    )


def unreadable(reason: str) -> Unavailable:
    """An answer that breaks off or is not what the contract says."""
    return Unavailable(
        "The central service's answer could not be read ({reason}).",
        safe=_SAFE,
        do_now=_GOES_ON,
        code="answer.unreadable",
        values={"reason": reason},
    )


def beyond_limit(limit: int) -> Unavailable:
    """An answer that does not end."""
    return Unavailable(
        "The central service's answer is larger than {limit} bytes and was not read.",
        safe=_SAFE,
        do_now="Work on. If it stays, call IT.",
        code="answer.too_large",
        values={"limit": limit},
    )


def unsettled() -> Unavailable:
    """The service says again and again that it began anew."""
    return Unavailable(
        "The central service says again and again that it has lost what it knew.",
        safe="Everything recorded here is kept, and still sent. What is shown is not renewed for a while.",
        do_now="Work on, and call IT: the service must be put in order.",
        code="service.unsettled",
    )


def redirected(status: int) -> Unavailable:
    """A redirect: followed, it would show the token to whoever asks for it."""
    return Unavailable(
        "Something on the way sends requests for the central service elsewhere (status {status}).",
        safe=f"{_SAFE} Nothing was sent there.",
        do_now="Work on. If it stays, IT should look at the network's sign-in page or the service's address.",
        code="answer.redirect",
        values={"status": status},
    )


def failing(status: int, retry_after_s: float | None) -> Unavailable:
    """The service says that it cannot answer now."""
    values: dict[str, object] = {"status": status}
    if retry_after_s is not None:
        values["retry_after_s"] = retry_after_s
    return Unavailable(
        "The central service cannot answer now (status {status}).",
        safe=_SAFE,
        do_now=_GOES_ON,
        code="service.busy" if status in (429, 503) else "service.failing",
        values=values,
    )


def not_let_in(status: int, code: str) -> SignInNeeded:
    """The token is unknown, has run out, or may not do this; or the bench itself may not."""
    kind, _, _reason = code.partition(".")
    if code == "bench.revoked":
        return SignInNeeded(
            "The central service lets this bench in no more: it was revoked.",
            safe="Everything recorded here is kept, and is sent once the bench may come back.",
            do_now="Call IT: the bench needs a new token.",
            code=code,
        )
    if kind in ("bench", "enrolment"):
        return SignInNeeded(
            "The central service knows another machine or another key as this bench ({code}).",
            safe="Everything recorded here is kept, and is sent once IT has put it right.",
            do_now="Call IT: a new token must be issued for this machine.",
            code=code,
            values={"code": code},
        )
    if kind == "signature":
        return SignInNeeded(
            "The central service does not accept this bench's signature ({code}).",
            safe="Everything recorded here is kept and is sent later.",
            do_now="Work on; the program tries again by itself. If it stays, call IT.",
            code=code,
            values={"code": code},
        )
    return SignInNeeded(
        "The central service does not accept this bench's access token (status {status}).",
        safe="Everything recorded here is kept and is sent once there is a valid token.",
        do_now="Call IT: the bench needs a new token.",
        code=code or "token.refused",
        values={"status": status},
    )


def no_token() -> SignInNeeded:
    """There is no token to show."""
    return SignInNeeded(
        "This bench has no access token for the central service.",
        safe="Everything recorded here is kept and is sent once there is one.",
        do_now="Call IT: the bench needs a token.",
        code="token.missing",
    )


def expired(code: str) -> Expired:
    """The cursor is of no use any more."""
    return Expired(
        "The central service asks for a new snapshot.",
        safe="What is here stays readable until the new one is complete.",
        do_now=_GOES_ON,
        code=code or "cursor.expired",
    )


def too_large() -> TooLarge:
    """The request is too large."""
    return TooLarge("The request is too large for the central service.", safe=_SAFE, code="request.too_large")


def refused(status: int, code: str, detail: str) -> Refused:
    """The service will never take this request; asking again is of no use."""
    return Refused(
        "The central service refuses this request: {detail} (status {status}).",
        safe=_SAFE,
        do_now="Call IT and tell them the code {code}.",
        code=code or f"request.{status}",
        values={"status": status, "detail": detail or "no reason given", "code": code or status},
    )


def retry_after_s(problem: Problem) -> float | None:
    """How long the service asked to be left alone; none if it did not."""
    text = problem.values.get("retry_after_s")
    return float(text) if text is not None else None
