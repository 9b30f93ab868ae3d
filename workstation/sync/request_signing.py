"""Signs this bench's requests, by the service's time as it is reckoned here: its own clock may be wrong."""

from collections.abc import Mapping
from typing import Final

import msgspec

from workstation.contract.messages import ProblemDocument
from workstation.contract.request_signing import signed_headers
from workstation.contract.signing import Signer
from workstation.host.clock import Clock
from workstation.identity.service_time import ServiceTime
from workstation.sync.answers import Answer

_UNAUTHORIZED, _FORBIDDEN = 401, 403
_STALE: Final = "signature.stale"


class RequestSigning:
    """The bench's key and the service's time, as requests are signed with them. For any thread."""

    def __init__(self, signer: Signer, service_time: ServiceTime, clock: Clock) -> None:
        self.signer = signer
        self._service_time = service_time
        self._clock = clock
        self._was_refused = False

    def headers(self, method: str, target: bytes, body: bytes) -> Mapping[str, str]:
        """The header fields that sign a request; `target` is path and query as they are sent."""
        path, _, query = target.decode("ascii").partition("?")
        now = self._service_time.now() or self._clock.now()
        return signed_headers(self.signer, method, path, query, body, int(now.timestamp()))

    def must_repeat(self, answer: Answer) -> bool:
        """Whether the signature was refused for its time alone: the service's clock is taken from the answer,
        and the same may be signed again.
        """
        if answer.status not in (_UNAUTHORIZED, _FORBIDDEN):
            return False
        try:
            problem = msgspec.json.decode(answer.body, type=ProblemDocument)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return False
        if problem.code == _STALE and problem.clock is not None and problem.clock.tzinfo is not None:
            self._service_time.hear(problem.clock)
            return True
        self._was_refused = self._was_refused or problem.code.startswith(("signature.", "bench."))
        return False

    def take_refusal(self) -> bool:
        """Whether a signature or its key was refused since this was last asked: the service may not know the
        key any more, or let it in again now.
        """
        was_refused, self._was_refused = self._was_refused, False
        return was_refused
