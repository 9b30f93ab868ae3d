"""The operating system's keyring: only real ones, and what their errors mean.

The library falls back to backends that keep secrets in plain text, or lose them (`null`), or always fail.
So backends are named here one by one; anything else is refused, also where it was configured.
"""

from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from workstation.domain.problems import Problem, Refused, Unavailable

T = TypeVar("T")

SERVICE: Final = "border-workstation"
"""Name under which all secrets of this program stand in the keyring."""

REAL_BACKENDS: Final = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    }
)

LONGEST_SECRET: Final = 1200
"""Windows takes 2,560 bytes in UTF-16 (CREDENTIALW, CRED_MAX_CREDENTIAL_BLOB_SIZE)."""


class Backend(Protocol):
    """What is used of a backend of the keyring library."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """The secret, or none."""
        ...

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep the secret."""
        ...


class Keyring:
    """Secrets by name. Never logged, never part of a `repr`, never an argument of a process."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def read(self, name: str) -> str | None:
        """The secret under this name, or none. Raises Unavailable while the keyring is locked or gone."""
        return self._asked(lambda: self._backend.get_password(SERVICE, name))

    def keep(self, name: str, secret: str) -> None:
        """Keep the secret, and make sure that it was kept. Raises Unavailable, and Refused for a keyring
        that forgets.
        """
        if len(secret) > LONGEST_SECRET:
            raise ValueError("the secret is too long for a keyring")
        self._asked(lambda: self._backend.set_password(SERVICE, name, secret))
        if self.read(name) != secret:
            raise Refused(
                "The keyring of this account does not keep what it is given.",
                safe="Nothing was recorded.",
                do_now="Call IT: the account needs a working keyring.",
                code="keyring.forgets",
            )

    def _asked(self, question: Callable[[], T]) -> T:
        try:
            return question()
        except Problem:
            raise
        except Exception as error:  # noqa: BLE001 - every backend has errors of its own, D-Bus's among them
            # Only the kind of error is told on: its text may hold what was asked.
            raise Unavailable(
                "The keyring of this account does not answer ({reason}).",
                safe="Nothing is lost.",
                do_now="Unlock the keyring and start the program again, or call IT.",
                code="keyring.locked",
                values={"reason": type(error).__name__},
            ) from None


def system_keyring() -> Keyring:
    """The keyring of this operating-system account. Raises Refused (`keyring.none`) where there is no real
    one.
    """
    import keyring

    return Keyring(real_backend(keyring.get_keyring()))


def real_backend(configured: object) -> Backend:
    """The first backend that is a real keyring: the configured one, or one of those that it chains.

    Raises Refused (`keyring.none`), naming what was found instead.
    """
    chained = getattr(configured, "backends", None)
    for backend in chained if isinstance(chained, (list, tuple)) else (configured,):
        kind = f"{type(backend).__module__}.{type(backend).__qualname__}"
        if kind in REAL_BACKENDS:
            if kind.endswith("WinVaultKeyring"):
                # The default roams with the account: a key that leaves its machine makes two benches of one.
                backend.persist = "local machine"
            return backend  # type: ignore[no-any-return]
    raise Refused(
        "This account has no keyring that the program may use (found: {found}).",
        safe="Nothing was recorded, and nothing is ever kept without encryption.",
        do_now="Call IT: it needs Windows Credential Manager, macOS Keychain, Secret Service or KWallet.",
        code="keyring.none",
        values={"found": f"{type(configured).__module__}.{type(configured).__qualname__}"},
    )
