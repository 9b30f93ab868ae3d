"""The export, and the checker that knows nothing of this program: docs/check-ledger.sh."""

import base64
import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.bench import KEY, answer, draft
from workstation.contract.signing import KeySigner
from workstation.domain.event import Particular
from workstation.ledger.export import Wanted
from workstation.ledger.reader import LedgerReader
from workstation.ledger.store import Ledger

OpenLedger = Callable[..., Ledger]
CHECKER = Path(__file__).resolve().parents[2] / "docs" / "check-ledger.sh"
FIRST, SECOND = KeySigner(b"1" * 32), KeySigner(b"2" * 32)
REMARK = 'a "previous":"0" remark, not of ASCII: 申報 %d \\ \n\t and a zero \0 byte'
ENTRIES = 12
UP_TO_4 = "(entry|text|erased)\t[1-4]\t"
MADE_UP = f"checkpoint\t4\t{'a' * 64}\tsome-event\t4\t{'b' * 64}"
ACROSS = f'remark","sha256":"{"0" * 64}"}},{{"key":"p1","kind":"barcode_read'
"""A kind that would lead from one particular of a body to the next."""


def openssl_is_able() -> bool:
    if shutil.which("openssl") is None or shutil.which("sh") is None:
        return False
    said = subprocess.run(["openssl", "pkeyutl", "-help"], capture_output=True, text=True, check=False)
    return "-rawin" in said.stdout + said.stderr


needs_openssl = pytest.mark.skipif(not openssl_is_able(), reason="the checker needs openssl 3 or newer")


@pytest.fixture
def export(open_ledger: OpenLedger, folder: Path) -> Callable[..., Path]:
    """Writes an export of a ledger with two unsigned entries, two keys, texts, and one erased text."""
    ledger = open_ledger()
    for n in range(ENTRIES):
        if n == 2:
            ledger.sign_with(FIRST)
        if n == 6:
            ledger.sign_with(SECOND)
        ledger.record(draft(particulars=(("remark", f"{n} {REMARK}"),), last_read="RB123456785GB\x1d"))
    with ledger._access.changing() as connection:
        connection.execute("UPDATE particular SET text = NULL, salt = NULL WHERE sequence = 4 AND key = 'p0'")

    def write(**more: Any) -> Path:
        with LedgerReader.open(folder, KEY) as reader:
            wanted = Wanted(made=datetime(2026, 11, 27, tzinfo=UTC), head=reader.anchored, **more)
            place = folder / "export"
            place.write_bytes(b"".join(reader.lines(wanted)))
        return place

    return write


def check(file: Path, *more: str, shell: str = "sh") -> tuple[int, str]:
    done = subprocess.run(
        [shell, str(CHECKER), *more, str(file)], capture_output=True, text=True, check=False
    )
    assert done.stderr == "" or done.returncode == 2, done.stderr
    return done.returncode, done.stdout + done.stderr


def wrong(file: Path) -> str:
    """The first thing that the checker says is wrong."""
    code, said = check(file)
    assert code == 1, said
    return said.partition("WRONG: ")[2].partition("\n")[0]


def test_without_texts_nothing_that_was_typed_or_read_leaves(export: Callable[..., Path]) -> None:
    content = export().read_bytes()
    assert b"text\t" not in content
    bodies = [base64.b64decode(line.split(b"\t")[4]) for line in content.splitlines() if b"entry" in line]
    assert len(bodies) == ENTRIES
    assert b"RB123456785GB" not in content + b"".join(bodies)
    assert b"\nerased\t4\tp0\tremark\n" in content


def test_each_line_holds_what_the_guide_says(export: Callable[..., Path]) -> None:
    lines = [line.split("\t") for line in export(texts="plain").read_text(encoding="utf-8").splitlines()]
    assert lines[0] == ["ledger-export", "1", "export"]
    assert [line[0] for line in lines[:9]] == [
        *("ledger-export", "ledger", "bench", "office", "made", "texts", "key", "key", "head"),
    ]
    assert lines[6:8] == [["key", "3", FIRST.public_key], ["key", "7", SECOND.public_key]]
    texts = [line for line in lines if line[0] == "text"]
    assert len(texts) == 2 * ENTRIES - 1
    _, sequence, key, kind, salt, coded = texts[0]
    text = base64.b64decode(coded).decode()
    assert (sequence, text) == ("1", f"0 {REMARK}")
    (body,) = [base64.b64decode(line[4]) for line in lines if line[:2] == ["entry", "1"]]
    assert Particular(key=key, kind=kind, salt=salt, text=text).hashed().sha256.encode() in body
    assert lines[-1] == ["end", str(ENTRIES)]


@needs_openssl
@pytest.mark.parametrize("texts", ["none", "plain"])
@pytest.mark.parametrize("more", [(), ("--last-signatures",)])
def test_a_good_export_is_sound(export: Callable[..., Path], texts: str, more: tuple[str, ...]) -> None:
    code, said = check(export(texts=texts), *more)
    assert code == 0, said
    assert f"entries: {ENTRIES}, from 1 to {ENTRIES}." in said
    assert f"From entry 7 on it is signed with the key {SECOND.public_key}." in said
    assert "SOUND." in said


@needs_openssl
@pytest.mark.parametrize("shell", ["bash", "busybox", "ksh"])
def test_other_shells_say_the_same(export: Callable[..., Path], shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    command = [shell, "sh"] if shell == "busybox" else [shell]
    file = export(texts="plain")
    done = subprocess.run([*command, str(CHECKER), str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def lines_changed(change: Callable[[list[str]], list[str]], file: Path) -> Path:
    lines = change(file.read_text(encoding="utf-8").splitlines())
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def field_changed(line: str, number: int, change: Callable[[str], str]) -> str:
    fields = line.split("\t")
    fields[number] = change(fields[number])
    return "\t".join(fields)


def recoded(old: bytes, new: bytes) -> Callable[[str], str]:
    return lambda coded: base64.b64encode(base64.b64decode(coded).replace(old, new)).decode()


def entry(number: int) -> str:
    return f"entry\t{number}\t"


def on(start: str, change: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    def changed(lines: list[str]) -> list[str]:
        assert any(line.startswith(start) for line in lines)
        return [change(line) if line.startswith(start) else line for line in lines]

    return changed


def without(pattern: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [line for line in lines if not re.match(pattern, line)]


def swapped(lines: list[str]) -> list[str]:
    one, two = (
        next(n for n, line in enumerate(lines) if line.startswith(entry(number))) for number in (8, 9)
    )
    lines[one], lines[two] = lines[two], lines[one]
    return lines


def rehashed(lines: list[str]) -> list[str]:
    """Entry 5 altered, its hash made anew: only the signature and the next entry know."""

    def alter(line: str) -> str:
        body = base64.b64decode(line.split("\t")[4]).replace(b"officer-a", b"officer-b")
        line = field_changed(line, 4, lambda _old: base64.b64encode(body).decode())
        return field_changed(line, 2, lambda _old: hashlib.sha256(body).hexdigest())

    return on(entry(5), alter)(lines)


@needs_openssl
@pytest.mark.parametrize(
    "change, words",
    [
        (
            on(entry(5), lambda line: field_changed(line, 4, recoded(b"officer-a", b"officer-b"))),
            "entry 5 was altered.",
        ),
        (rehashed, "the signature of entry 5 was not made with its key."),
        (without("(entry|text|erased)\t5\t"), "entry 5 is missing."),
        (without("(entry|text|erased)\t[345]\t"), "entries 3 to 5 are missing."),
        (without("(entry|text|erased)\t1[12]\t"), "entries 11 to 12 are missing at the end."),
        (without("head\t"), "the file does not say which entry is the newest"),
        (without("end\t"), "the file ends before its end."),
        (swapped, "entry 8 "),
        (on(entry(5), lambda line: field_changed(line, 3, lambda _old: "-")), "entry 5 is not signed"),
        (
            on(entry(5), lambda line: field_changed(line, 3, lambda _old: FIRST.sign(b"another"))),
            "the signature of entry 5 was not made with its key.",
        ),
        (
            on("key\t7\t", lambda line: field_changed(line, 2, lambda _old: FIRST.public_key)),
            "the signature of entry 7 was not made with its key.",
        ),
        (without("key\t"), "entry 3 is signed by a key that the file does not name."),
        (
            on("key\t7\t", lambda line: field_changed(line, 1, lambda _old: "3")),
            "the keys of the header do not",
        ),
        (
            on("key\t7\t", lambda line: field_changed(line, 1, lambda _old: "13")),
            "the signature of entry 7 was not",
        ),
        (on("key\t7\t", lambda line: f"{line}\n{line}"), "the keys of the header do not follow"),
        (on("head\t", lambda line: f"{line}\n{line}"), "the header says head twice."),
        (on("ledger\t", lambda line: f"{line}\n{line}"), "the header says ledger twice."),
        (on("head\t", lambda line: field_changed(line, 1, lambda _old: "0")), "the file does not say which"),
        (on(entry(5), lambda line: f"head\t1\t{'0' * 64}\n{line}"), "the header goes on among the entries."),
        (on("bench\t", lambda line: line + "x"), "entry 12 is of another bench or office than the header"),
        (on("office\t", lambda line: line + "x"), "entry 12 is of another bench or office than the header"),
        (without("texts\t"), "the header is not whole."),
        (without("(entry|text|erased|head)\t"), "the file says that it has 12 entries, and has 0."),
        (
            lambda lines: on("head\t", lambda line: f"{line}\n{MADE_UP}")(without(UP_TO_4)(lines)),
            "no signed entry says that the entries up to 4 were archived.",
        ),
        (on("text\t5\tp0", lambda line: f"{line}\n{line}"), "a text of entry 5 is told of twice."),
        (
            lambda lines: without("text\t5\tp1")(
                on("text\t5\tp0", lambda line: f"{line}\nerased\t5\tp0\tremark")(lines)
            ),
            "a text of entry 5 is told of twice.",
        ),
        (
            on("text\t5\tp1", lambda _line: f"erased\t5\tp0\t{ACROSS}"),
            "a text of entry 5 is not as the format says.",
        ),
        (
            on("end\t", lambda line: f"note\tapproved\n{line}"),
            "there is a line that the format does not know.",
        ),
        (on(entry(5), lambda line: f"{line}\tmore"), "the line of entry 5 is not as the format says."),
        (
            on("text\t5\tp0", lambda line: field_changed(line, 5, recoded(b"remark", b"REMARK"))),
            "a text of entry 5 is not what was recorded.",
        ),
        (without("text\t5\tp0"), "entry 5 names 2 texts, and 1 are told of."),
        (
            on("text\t5\tp0", lambda line: field_changed(line, 2, lambda _old: "p7")),
            "entry 5 knows nothing of a text that stands below it.",
        ),
        (on("ledger\t", lambda line: line + "x"), "entry 1 is of another ledger."),
        (
            on("head\t", lambda line: field_changed(line, 2, lambda _old: "0" * 64)),
            "entry 12 is not the one that the anchor names.",
        ),
        (on(entry(5), lambda line: field_changed(line, 4, lambda old: old[:-1])), "entry 5 was altered"),
        (on("key\t7\t", lambda line: field_changed(line, 2, lambda _old: "x")), "a key of the header"),
        (on("end\t", lambda _line: "end\t\x1b[2J"), "the file says that it has ?[2J entries"),
    ],
)
def test_the_checker_says_the_first_thing_that_is_wrong(
    export: Callable[..., Path], change: Callable[[list[str]], list[str]], words: str
) -> None:
    assert wrong(lines_changed(change, export(texts="plain"))).startswith(words)


@needs_openssl
@pytest.mark.parametrize("keys", ["none", "beyond the end"])
def test_what_is_made_anew_without_signatures_is_never_sound(export: Callable[..., Path], keys: str) -> None:
    def unsigned(lines: list[str]) -> list[str]:
        lines = on("entry\t", lambda line: field_changed(line, 3, lambda _old: "-"))(lines)
        lines = without("key\t7\t" if keys != "none" else "key\t")(lines)
        return [line.replace("key\t3\t", f"key\t{ENTRIES + 1}\t") for line in lines]

    code, said = check(lines_changed(unsigned, export()))
    assert code == (2 if keys == "none" else 1), said
    assert ("UNSIGNED: none of the 12 entries" if keys == "none" else "a key that signed nothing") in said
    assert "SOUND." not in said


@needs_openssl
def test_an_archive_whose_beginning_is_elsewhere_says_so(export: Callable[..., Path]) -> None:
    def cut(lines: list[str]) -> list[str]:
        (fourth,) = [line.split("\t")[2] for line in lines if line.startswith(entry(4))]
        lines = without(f"(head\t|{UP_TO_4})")(lines)
        lines.insert(6, MADE_UP.replace("a" * 64, fourth))
        lines = on("key\t3\t", lambda line: line.replace("key\t3", "key\t5"))(lines)
        return on("end\t", lambda _line: "end\t8")(["ledger-export\t1\tarchive", *lines[1:]])

    code, said = check(lines_changed(cut, export()))
    assert code == 0, said
    assert "Nothing in this file proves that: check the archive before, too." in said


@needs_openssl
def test_how_many_texts_are_said_to_be_erased_is_told(export: Callable[..., Path]) -> None:
    assert "Said to be erased: 1;" in check(export(texts="plain"))[1]


@needs_openssl
@pytest.mark.parametrize("name", ["a=b.txt", "every=0", "-n", "a b"])
def test_no_name_of_a_file_is_taken_for_something_else(
    export: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    shutil.copy(export(), tmp_path / name)
    done = subprocess.run(
        ["sh", str(CHECKER), name], capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@needs_openssl
def test_a_kind_of_file_that_is_unknown_is_not_checked(export: Callable[..., Path]) -> None:
    file = lines_changed(lambda lines: ["ledger-export\t1\tfoo", *lines[1:]], export())
    assert check(file)[0] == 2


@needs_openssl
def test_a_key_that_signed_nothing_yet_is_not_named(open_ledger: OpenLedger, folder: Path) -> None:
    ledger = open_ledger()
    ledger.sign_with(FIRST)
    ledger.record(draft())
    ledger.sign_with(SECOND)
    with LedgerReader.open(folder, KEY) as reader:
        wanted = Wanted(made=datetime(2026, 11, 27, tzinfo=UTC), head=reader.anchored)
        (folder / "export").write_bytes(b"".join(reader.lines(wanted)))
    code, said = check(folder / "export")
    assert code == 0, said
    assert FIRST.public_key in said
    assert SECOND.public_key not in said


@needs_openssl
def test_the_newest_signature_covers_all_before_it(export: Callable[..., Path]) -> None:
    """Whoever makes all hashes anew after a change cannot make the last signature."""

    def forged(lines: list[str]) -> list[str]:
        before = ""
        for n, line in enumerate(lines):
            fields = line.split("\t")
            if fields[0] == "head":
                head = n
            if fields[0] != "entry":
                continue
            body = base64.b64decode(fields[4])
            if fields[1] == "3":
                body = body.replace(b"officer-a", b"officer-b")
            if before:
                body = re.sub(rb'"previous":"[0-9a-f]*"', b'"previous":"%s"' % before.encode(), body)
            before = hashlib.sha256(body).hexdigest()
            lines[n] = "\t".join([*fields[:2], before, fields[3], base64.b64encode(body).decode()])
        lines[head] = field_changed(lines[head], 2, lambda _old: before)
        return lines

    code, said = check(lines_changed(forged, export()), "--last-signatures")
    assert code == 1
    assert "WRONG: the signature of entry 6 was not made with its key." in said


@needs_openssl
def test_of_a_ledger_with_nothing_in_it_nothing_is_proved(open_ledger: OpenLedger, folder: Path) -> None:
    open_ledger().close()
    with LedgerReader.open(folder, KEY) as reader:
        wanted = Wanted(made=datetime(2026, 11, 27, tzinfo=UTC), head=reader.anchored)
        (folder / "export").write_bytes(b"".join(reader.lines(wanted)))
    code, said = check(folder / "export")
    assert (code, "archive" in said) == (2, False), said
    assert "UNSIGNED: none of the 0 entries is signed." in said


@needs_openssl
def test_what_is_no_export_is_not_checked(tmp_path: Path) -> None:
    file = tmp_path / "letter"
    file.write_text("Dear Sir\n", encoding="utf-8")
    assert check(file) == (2, f"{file} is no ledger export of version 1.\n")
    assert check(tmp_path / "none")[0] == 2


def test_an_answer_changes_nothing_in_the_export(open_ledger: OpenLedger, folder: Path, clock) -> None:
    ledger = open_ledger()
    sent = ledger.record(draft())
    wanted = Wanted(made=datetime(2026, 11, 27, tzinfo=UTC))
    with LedgerReader.open(folder, KEY) as reader:
        before = list(reader.lines(wanted))
        ledger.settle(answer((sent.event.id, "accepted")), clock.now())
        assert list(reader.lines(wanted)) == before
