"""A keyring that keeps secrets in memory, as the real ones do on the disk; and those that must be refused."""

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class MemoryKeyring(KeyringBackend):
    """Keeps secrets; while `locked` it answers as a Secret Service whose unlock was dismissed."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse_when_locked(service, username)
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse_when_locked(service, username)
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._refuse_when_locked(service, username)
        del self.secrets[service, username]

    def _refuse_when_locked(self, service: str, username: str) -> None:
        if self.locked:
            raise KeyringLocked(f"Failed to unlock the collection for {service} {username}")


class ForgetfulKeyring(MemoryKeyring):
    """Takes secrets and loses them, as `keyring.backends.null` does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass
