"""A bench without its window: its files, keys, threads and line, opened and closed in one order."""

import logging
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from workstation import __version__
from workstation.cache.store import CacheStore
from workstation.desk.queue import QueueDesk, QueueFilter, QueueSort, QueueView
from workstation.domain.problems import Refused, Unavailable
from workstation.domain.remark import Remark
from workstation.host import files
from workstation.host import settings as host_settings
from workstation.host.clock import Clock, SystemClock
from workstation.host.crash import Funnel, last_native_crash
from workstation.host.ending import ends_within
from workstation.host.holders import hold_for
from workstation.host.instance import InstanceLock, take_instance
from workstation.host.logs import Logs, start_logs
from workstation.host.paths import Home, Profile, home_of
from workstation.host.policy import read_policy
from workstation.host.reader_setting import ReaderSetting
from workstation.host.settings_store import SettingsStore
from workstation.host.window_layout import LayoutFile
from workstation.identity.keyring_store import system_keyring
from workstation.identity.keys import open_keys
from workstation.identity.officer import Officer, SignedIn, account_officer
from workstation.identity.signing import open_signer
from workstation.ledger.backup import backup_places, backups_of
from workstation.ledger.backup_rounds import RollingBackup
from workstation.ledger.recording import new_id
from workstation.ledger.recovery.rescue import Rescue
from workstation.ledger.store import Ledger
from workstation.ledger.values import Verified

if TYPE_CHECKING:
    from workstation.cache.writer import CacheWriter
    from workstation.desk.desk import Below
    from workstation.sync.line import Line, LineAddress
    from workstation.sync.loop import SyncPace
    from workstation.sync.news import Listener
    from workstation.training.embedded import EmbeddedService

log: Final = logging.getLogger(__name__)

READ_WITHIN_S: Final = 10.0
WRITE_WITHIN_S: Final = 60.0
"""For how long the end waits for what is read, and for what is written."""

TRAINING_OFFICE: Final = "ZZ000100"
"""The mail centre of the training country (training/reference.py, which the bench's own build has not)."""


@dataclass(frozen=True)
class Start:
    """What the command line asked for."""

    profile: str = "live"
    home: Path | None = None
    screenshot: Path | None = None
    consignments: int = 300
    seed: int = 20261124


@dataclass(frozen=True)
class Around:
    """What a bench finds around it: the clock, and, where the profile does not say them, service and pace."""

    clock: Clock = field(default_factory=SystemClock)
    address: "Callable[[], LineAddress] | None" = None
    pace: "SyncPace | None" = None


HERE: Final = Around()

_FAULTS_LOGGED: Final = 20


def connect(
    *, home: Path | None, central_url: str, office: str, bench: str, officer: str, token: str
) -> None:
    """Point the live profile at a central service: settings in its home, the token in the keyring."""
    from workstation.identity.token import store_token, token_of

    kept = home_of(Profile.LIVE, home)
    kept.prepare()
    checked = token_of(token)
    with take_instance(kept):
        store = SettingsStore(kept.settings, read_policy())
        store_token(kept, system_keyring(), checked)
        changes: dict[str, object] = {"central_url": central_url, "offices": (office,), "bench": bench}
        store.change(changes | ({"officer": officer} if officer else {}))


class Bench:
    """Everything of a bench but its window: files, keys, threads and the line."""

    def __init__(
        self, start: Start, home: Home, lock: InstanceLock, logs: Logs, funnel: Funnel, around: Around = HERE
    ) -> None:
        self.start, self.home, self.clock, self._around = start, home, around.clock, around
        self._lock, self._logs, self.funnel = lock, logs, funnel
        self._settings = SettingsStore(home.settings, read_policy())
        self.settings = self._settings.settings
        self.reader_setting = ReaderSetting(self._settings, home.folder)
        log.info("the program starts", extra={"version": __version__, "profile": start.profile})
        for remark in self._settings.remarks:
            log.warning("a setting is passed over", extra={"code": remark.code, "setting": remark.field})
        self._embedded: EmbeddedService | None = None
        if home.profile is Profile.TRAINING:
            self._embedded = _embedded_service(start, home) if around.address is None else None
            self.settings = replace(
                self.settings, offices=(), bench=self.settings.bench or "TRAINING-1", scope=_EVERYTHING
            )
        elif not self.settings.central_url or not self.settings.bench or not self.settings.offices:
            raise _unset(self._settings)
        self._hold = hold_for(home, self.settings, self.clock.now())
        self.office = self.settings.offices[0] if self.settings.offices else TRAINING_OFFICE
        self.signed_in = SignedIn()
        name = self.settings.officer
        self.signed_in.sign_in(
            Officer(id=name, name=name, office=self.office) if name else account_officer(self.office)
        )
        keys = open_keys(home)
        # With the others: what the keyring refuses here still ends the start in words.
        self._signer = open_signer(home)
        self.cache = CacheStore.open(home.folder, keys.cache)
        self.ledger = Ledger.open(
            home.folder,
            keys.ledger,
            bench=self.settings.bench,
            office=self.office,
            clock=self.clock,
            rescue=Rescue(backups=backup_places(home, self.settings.backup), signer=lambda: self._signer),
        )
        backups = backups_of(home, keys.ledger, self.settings.backup)
        self._backup = RollingBackup(self.ledger, backups, self.clock, funnel.report)
        self._wrap = partial(_keep_wrapped, home, keys.ledger, self.settings.recovery_key)
        page = LayoutFile(home.folder / "queue.page")
        self.queue = QueueDesk(self.cache.reader, self.load_view, self.save_view, page)
        self.executors: Mapping[str, Executor] = {
            "read": ThreadPoolExecutor(2, "reader"),
            "image": ThreadPoolExecutor(2, "image"),
            "write": ThreadPoolExecutor(1, "ledger"),
            "cache": ThreadPoolExecutor(1, "cache"),
        }
        self.line: Line | None = None
        self._closing = threading.Event()

    @classmethod
    def open(cls, start: Start, around: Around = HERE) -> "Bench":
        """Open what the profile keeps, in this order; each step raises a `Problem` that says what to do."""
        home = home_of(Profile(start.profile), start.home)
        home.prepare()
        lock = take_instance(home)
        try:
            files.sweep_unfinished(home.folder)
            logs = start_logs(home)
            if (left := last_native_crash(home)) is not None:
                log.error("the program died at its last end", extra={"kind": left.name})
            funnel = Funnel(home).install()
            try:
                return cls(start, home, lock, logs, funnel, around)
            except BaseException as error:
                log.info("the start ended", extra={"code": getattr(error, "code", type(error).__name__)})
                funnel.close()
                logs.stop()
                raise
        except BaseException:
            lock.release()
            raise

    def begin(self, listener: "Listener") -> "Line":
        """Start the line to the central service; `listener` is called on its threads."""
        from workstation.sync.line import Line
        from workstation.sync.writes import Writes

        # Before anything can be recorded, and after the window is painted: what signs takes time to load.
        self.executors["write"].submit(self.ledger.sign_with, self._signer).result()
        self.executors["read"].submit(self._guarded(self._wrap, "recovery key"))
        writes = Writes(self.cache, self.executors["cache"], self.ledger, self.executors["write"])
        self.line = Line(
            self._around.address or self._address,
            writes,
            self.settings,
            clock=self.clock,
            listener=listener,
            funnel=self._report,
            pace=self._around.pace,
            signer=self._signer,
        )
        self._backup.start()
        return self.line

    def _report(self, error: BaseException) -> None:
        self.funnel.report(error, "sync")

    def _address(self) -> "LineAddress":
        from workstation.identity.token import Token, read_token
        from workstation.sync.line import LineAddress

        if self._embedded is not None:
            address = self._embedded.start()
            return LineAddress(url=address.url, token=Token(address.token))
        token = read_token(self.home, system_keyring())
        if token is None:
            raise _not_connected()
        return LineAddress(url=self.settings.central_url, token=token)

    def below(self, line: "Line") -> "Below":
        """What the desk of this bench stands on."""
        from workstation.desk.desk import Below
        from workstation.domain.interlock import Workplace
        from workstation.host.codes import load_code_lists

        return Below(
            reader=self.cache.reader,
            ledger=self.ledger,
            line=line,
            codes=load_code_lists(),
            clock=self.clock,
            officer=self.signed_in.required,
            annul_within_s=self.settings.undo_seconds,
            workplace=Workplace(
                kind=self.settings.workplace, may_be_unread=self.settings.unread_parcels == "reasoned"
            ),
            put_overlay=self.put_overlay,
            to_cache=self.to_cache,
            new_id=self.new_id,
            queue=self.queue,
            folder=self.home.folder,
            alone_days=self.settings.alone_days,
            backup_age=self._backup.age if self._backup.is_kept else None,
            drills=self.settings.drill,
            labels=self.settings.labels,
            write_later=self.write_later,
            training_images=self.settings.care.training_images,
        )

    def write_later(self, work: Callable[[], object]) -> None:
        """Hand work to the ledger's writer that nobody waits for; it is done before the bench is closed."""
        self.executors["write"].submit(self._guarded(work, "draft"))

    def put_overlay(self, consignment: str, standing: str, pending: str) -> None:
        """Show a decision in the queue before the centre knows it. What fails is logged, for the overlay is
        made anew from the ledger.
        """
        self.to_cache(lambda cache: cache.put_overlay(consignment, standing, pending))

    def to_cache(self, work: "Callable[[CacheWriter], object]") -> None:
        """Hand work to the cache's writer that nobody waits for; what fails is logged."""
        self.executors["cache"].submit(self._guarded(lambda: work(self.cache.writer()), "overlay"))

    def now(self) -> datetime:
        """What time the screens go by (`Line.now`)."""
        return self.line.now() if self.line is not None else self.clock.now()

    def officer_id(self) -> str:
        """Who works here now."""
        return self.signed_in.required().id

    def new_id(self) -> str:
        """An id made at this bench, for found goods (UUIDv7)."""
        return new_id(self.clock.now(), os.urandom)

    def remarks(self) -> tuple[Remark, ...]:
        """What was found when cache and ledger were opened."""
        return (*self._hold.remarks, *self.cache.remarks, *self.ledger.remarks)

    def verify_ledger(self) -> Verified:
        """Check the whole ledger, until the bench is closed. For a reader's thread."""
        return _logged(self.ledger.verify(self._end_when_closing))

    def _end_when_closing(self, _entries: int) -> None:
        if self._closing.is_set():
            raise CancelledError

    def load_view(self) -> QueueView:
        """How the queue was left."""
        return _view_of(self.settings.queue)

    def save_view(self, view: QueueView) -> None:
        """Keep how the queue is looked at; on a reader thread, since it waits for the disk."""
        self.keep({"queue": _kept_view(view)})

    def keep(self, changes: Mapping[str, object]) -> None:
        """Keep settings of this bench, in the background."""
        self.executors["read"].submit(self._guarded(lambda: self._settings.change(changes), "settings"))

    def _guarded(self, work: Callable[[], object], where: str) -> Callable[[], None]:
        """The work with its errors heard: nobody waits for its result."""

        def guarded() -> None:
            try:
                work()
            except Unavailable as problem:
                log.warning("work in the background failed", extra={"kind": where, "code": problem.code})
            except Exception as error:  # noqa: BLE001 - to the funnel
                self.funnel.report(error, where)

        return guarded

    def close(self) -> bool:
        """Stop in this order: the line, readers and images, ledger's and cache's writers when they are done,
        files, service; whether all ended in time. What did not keeps its files, until the process ends.
        """
        self._closing.set()
        if self.line is not None and not self.line.stop():
            log.warning("the line did not end in time")
        readers = (self.executors["read"], self.executors["image"])
        have_ended = ends_within(readers, READ_WITHIN_S, cancel=True)
        # The ledger's first: a decision that is being written still hands the queue its overlay.
        have_ended &= ends_within((self.executors["write"], self.executors["cache"]), WRITE_WITHIN_S)
        self._backup.stop()
        if have_ended:
            self.cache.close()
            self.ledger.close()
        else:
            log.error("threads did not end in time: the disk may not answer")
        if self._embedded is not None:
            self._embedded.stop()
        log.info("the program has ended")
        self.funnel.close()
        self._logs.stop()
        self._hold.release()
        if have_ended:
            self._lock.release()
        return have_ended


_EVERYTHING: Final = host_settings.CacheScope(days=3650)


def _view_of(kept: host_settings.QueueView) -> QueueView:
    return QueueView(
        filter=QueueFilter(
            lanes=kept.lanes,
            offices=kept.offices,
            standings=kept.standings,
            categories=kept.categories,
            states=kept.states,
            text=kept.text,
        ),
        sort=QueueSort(column=kept.sort or QueueSort().column, descending=kept.descending),
        columns=kept.columns,
    )


def _kept_view(view: QueueView) -> host_settings.QueueView:
    chosen = view.filter
    return host_settings.QueueView(
        columns=view.columns,
        sort=view.sort.column,
        descending=view.sort.descending,
        lanes=chosen.lanes,
        offices=chosen.offices,
        standings=chosen.standings,
        categories=chosen.categories,
        states=chosen.states,
        text=chosen.text[:200],
    )


def _logged(verified: Verified) -> Verified:
    """What the check of the ledger found, for IT."""
    for fault in verified.faults[:_FAULTS_LOGGED]:
        log.error(
            "the ledger is not as it was written", extra={"code": fault.code, "sequence": fault.sequence}
        )
    return verified


def _keep_wrapped(home: Home, ledger_key: bytes, recovery_key: str) -> None:
    if recovery_key and home.profile is Profile.LIVE:
        # Not at the start: what seals takes time to load.
        from workstation.identity.wrapping import keep_wrapped

        keep_wrapped(home.ledger_key_wrapped, ledger_key, recovery_key)


def _unset(settings: SettingsStore) -> Refused:
    """Why nothing is set: the file cannot be read, or nothing was ever set."""
    for remark in settings.remarks:
        if remark.code == "settings.broken":
            return Refused(
                "The settings of this bench cannot be read; a copy of the file is {copy}.",
                safe="Everything that was recorded is kept; the file was not changed.",
                do_now="Call IT: put settings.json right, or run `workstation connect` again.",
                code=remark.code,
                values={"copy": remark.value},
            )
    return _not_connected()


def _not_connected() -> Refused:
    return Refused(
        "This bench is not connected to a central service yet.",
        safe="Nothing was changed.",
        do_now="Run: workstation connect --central URL --office CODE --bench NAME",
        code="bench.not_connected",
    )


def _embedded_service(start: Start, home: Home) -> "EmbeddedService":
    # Not in the bench's own build.
    from workstation.training.embedded import EmbeddedService

    return EmbeddedService(home.folder, start.consignments, start.seed)
