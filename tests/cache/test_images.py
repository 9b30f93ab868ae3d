"""Scan images within a budget, and reference lists."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from tests.cache.samples import KEY, NOW, consignment, fill, page
from workstation.cache.store import CacheStore
from workstation.cache.values import Images
from workstation.domain.consignment import ScanImage
from workstation.domain.reference import Coded, ReferenceList
from workstation.host.encrypted import connect


def image(number: int, size: int = 10) -> tuple[str, bytes]:
    pixels = bytes([number]) * size
    return sha256(pixels).hexdigest(), pixels


def put(store: CacheStore, *numbers: int) -> None:
    for number in numbers:
        store.writer().put_image(*image(number))


def test_an_image_is_found_by_its_hash_after_a_restart(opened: Callable[[], CacheStore]) -> None:
    put(opened(), 1, 2)
    reader = opened().reader()
    assert reader.image(image(1)[0]) == image(1)[1]
    assert reader.image(image(3)[0]) is None
    assert reader.has_images([image(n)[0] for n in (1, 2, 3)]) == {image(1)[0], image(2)[0]}
    assert (reader.totals().images, reader.totals().images_bytes) == (2, 20)


def test_a_name_that_is_no_hash_names_no_image(store: CacheStore) -> None:
    put(store, 1)
    for name in ("", "xyz", "g" * 64, "ab" * 31, "../secret"):
        assert store.reader().image(name) is None
        assert store.reader().has_images([name]) == set()


def test_the_longest_unused_images_go_first_but_none_that_is_to_be_kept(store: CacheStore) -> None:
    put(store, 1, 2, 3, 4, 5)
    assert store.reader().image(image(1)[0]) is not None
    removed = store.writer().evict_images(30, keep=[image(2)[0]])
    assert removed == (image(3)[0], image(4)[0])
    assert store.writer().evict_images(30) == ()
    assert store.reader().has_images([image(n)[0] for n in range(1, 6)]) == {image(n)[0] for n in (1, 2, 5)}


def test_of_what_is_to_be_kept_the_last_goes_where_nothing_else_is_left_and_never_the_first(
    store: CacheStore,
) -> None:
    put(store, 1, 2, 3, 4)
    keep = [image(n)[0] for n in (3, 2, 4)]
    assert store.writer().evict_images(20, keep) == (image(1)[0], image(4)[0])
    assert store.writer().evict_images(5, keep) == (image(2)[0],)
    assert store.reader().has_images(keep) == {image(3)[0]}


def test_hundreds_of_images_are_evicted_down_to_the_budget(store: CacheStore) -> None:
    for number in range(450):
        store.writer().put_image(sha256(b"%d" % number).hexdigest(), b"0123456789")
    assert len(store.writer().evict_images(10)) == 449
    assert store.reader().totals().images == 1


def test_the_same_image_twice_is_kept_once(store: CacheStore) -> None:
    put(store, 1, 1)
    assert store.reader().totals().images == 1


def test_missing_images_are_named_in_the_order_of_the_queue(store: CacheStore) -> None:
    def views(*numbers: int) -> tuple[ScanImage, ...]:
        return tuple(ScanImage(sha256=image(n)[0].upper(), size_bytes=n * 100) for n in numbers)

    fill(store, [
        consignment(1, score=10, images=views(1, 2)),
        consignment(2, score=90, images=views(3)),
        consignment(3, score=50),
        consignment(4, score=40, images=(*views(4), ScanImage(sha256="no hash"))),
    ])  # fmt: skip
    store.writer().apply_page(
        page([b'{"id": "X", "images": [5, {"sha256": "' + b"ef" * 32 + b'"}]}']), pulled_at=NOW
    )
    put(store, 4)
    names = [sha for sha, _ in store.reader().missing_images(10)]
    assert names == [image(3)[0], image(1)[0], image(2)[0], "ef" * 32]
    assert store.reader().missing_images(2) == [(image(3)[0], 300), (image(1)[0], 100)]
    assert store.reader().images_ahead() == Images(here=1, wanted=5)


def test_a_reference_list_is_kept_with_its_etag(opened: Callable[[], CacheStore]) -> None:
    reasons = ReferenceList(name="reasons", version="1", rows=(Coded(code="R1", words={"en": "Prohibited"}),))
    opened().writer().put_reference(reasons, '"1"')
    store = opened()
    assert store.reader().reference("reasons") == (reasons, '"1"')
    assert store.reader().reference("offices") is None
    store.writer().put_reference(ReferenceList(name="reasons", version="2"), '"2"')
    assert store.reader().reference("reasons") == (ReferenceList(name="reasons", version="2"), '"2"')


def test_a_flipped_bit_in_what_the_start_reads_is_found_when_it_opens(tmp_path: Path) -> None:
    store = CacheStore.open(tmp_path, KEY)
    store.writer().put_reference(
        ReferenceList(name="reasons", version="1", rows=(Coded(code="R1", words={"en": "x" * 9000}),)), "1"
    )
    store.close()
    kept = tmp_path / "kept.db"
    whole = kept.read_bytes()
    for place in range(4096 - 100, len(whole), 4096):
        kept.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        again = CacheStore.open(tmp_path, KEY)
        again.reader().reference("reasons")
        again.writer().put_reference(ReferenceList(name="reasons", version="2"), "2")
        again.close()


def test_when_a_list_was_last_heard_of_is_kept(opened: Callable[[], CacheStore]) -> None:
    assert opened().reader().references_heard() == {}
    opened().writer().note_references(["reasons", "acts"], NOW)
    opened().writer().note_references(["reasons"], NOW + timedelta(hours=2))
    assert opened().reader().references_heard() == {"acts": NOW, "reasons": NOW + timedelta(hours=2)}


def test_a_file_of_before_says_nothing_of_when_lists_were_heard_of(tmp_path: Path) -> None:
    CacheStore.open(tmp_path, KEY).close()
    store = CacheStore.open(tmp_path, KEY)
    store.writer()
    store.close()
    connection = connect(tmp_path / "kept.db", KEY, cache_mb=1)
    connection.execute("DROP TABLE reference_heard")
    connection.close()
    before = CacheStore.open(tmp_path, KEY)
    assert before.reader().references_heard() == {}
    before.writer().note_references(["acts"], NOW)
    assert before.reader().references_heard() == {"acts": NOW}
    before.close()
