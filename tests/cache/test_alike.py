"""Consignments with scan images are found by who sent them, who gets them, and what their goods are."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cache.samples import ALL, KEY, NOW, consignment, fill, page
from workstation.cache.alike import MOST, alike_by, kept_of
from workstation.cache.files import APPLICATION_ID, CacheFiles, open_checked
from workstation.cache.store import CacheStore
from workstation.domain.consignment import (
    PHOTOGRAPHED,
    Address,
    Consignment,
    GoodsItem,
    Party,
    ScanImage,
)

SENDER = Party(
    role="consignor", name="Birch Trading", address=Address(postcode="518 000", city="Shenzhen", country="CN")
)
RECEIVER = Party(role="consignee", id="GB123", name="Aster Beech")


def sent(
    number: int, *parties: Party, heading: str = "610910", view: str = "top", images: int = 1
) -> Consignment:
    """A consignment of these parties with goods of this code."""
    views = tuple(ScanImage(sha256=f"{number:064x}", view=view) for _ in range(images))
    goods = (GoodsItem(id="g1", description="goods", hs_code=heading),)
    return replace(consignment(number, images=views), parties=parties, goods_items=goods)


def alike(store: CacheStore, made: Consignment, kind: str, limit: int = 10) -> list[str]:
    reader = store.reader()
    return [row.id for row in reader.rows(reader.alike(alike_by(made)[kind], limit))]


def test_the_same_sender_receiver_and_heading_are_found_the_last_first(store: CacheStore) -> None:
    first, second = sent(1, SENDER), sent(2, SENDER, RECEIVER, heading="6109.10.00")
    third = sent(3, replace(RECEIVER, name="A. Beech"), heading="8507")
    fill(store, [first, second, third])
    assert alike(store, first, "consignor") == ["C-00002", "C-00001"]
    assert alike(store, third, "consignee") == ["C-00003", "C-00002"]
    assert alike(store, first, "heading") == ["C-00002", "C-00001"]
    assert alike(store, first, "heading", limit=1) == ["C-00002"]
    assert alike(store, third, "heading") == ["C-00003"]


def test_a_name_is_the_same_however_it_is_written_and_only_at_the_same_place(store: CacheStore) -> None:
    assert SENDER.address is not None
    written = replace(SENDER, name="BIRCH  trading", address=replace(SENDER.address, postcode="518000"))
    elsewhere = replace(SENDER, address=replace(SENDER.address, postcode="100000"))
    nowhere = replace(SENDER, address=None)
    fill(store, [sent(1, SENDER), sent(2, written), sent(3, elsewhere), sent(4, nowhere)])
    assert alike(store, sent(9, SENDER), "consignor") == ["C-00002", "C-00001"]
    assert alike_by(sent(9, nowhere))["consignor"] == ()


def test_sender_and_receiver_are_told_apart(store: CacheStore) -> None:
    fill(store, [sent(1, replace(RECEIVER, role="consignor"))])
    assert alike(store, sent(2, RECEIVER), "consignee") == []


@pytest.mark.parametrize("made", [sent(1, SENDER, images=0), sent(1, SENDER, view=PHOTOGRAPHED)])
def test_what_no_machine_made_an_image_of_is_not_kept(made: Consignment) -> None:
    assert kept_of(made) == []


def test_of_one_consignment_only_so_much_is_kept() -> None:
    goods = tuple(GoodsItem(id=f"g{n}", hs_code=f"{n:04}00") for n in range(100))
    made = replace(sent(1, SENDER, RECEIVER), goods_items=goods)
    assert len(kept_of(made)) == MOST
    assert set(alike_by(made)["consignor"]) < set(kept_of(made))


def test_a_changed_document_and_one_that_is_gone_are_not_found_by_what_they_were(store: CacheStore) -> None:
    fill(store, [sent(1, SENDER), sent(2, SENDER)])
    store.writer().apply_page(page([sent(1, RECEIVER)], cursor="2", gone=["C-00002"]), pulled_at=NOW)
    assert alike(store, sent(9, SENDER), "consignor") == []
    assert alike(store, sent(9, RECEIVER), "consignee") == ["C-00001"]


@pytest.mark.parametrize("is_built_beside", [False, True])
def test_a_file_of_before_finds_what_comes_from_now_on(tmp_path: Path, is_built_beside: bool) -> None:
    store = CacheStore.open(tmp_path, KEY)
    fill(store, [sent(1, SENDER)])
    if is_built_beside:
        store.writer().begin_snapshot(ALL, "second")
    store.close()
    files = CacheFiles(tmp_path)
    for number in files.numbers():
        older = open_checked(files.path(number), KEY, APPLICATION_ID, cache_mb=1)
        older.execute("DROP TABLE alike")
        older.close()
    store = CacheStore.open(tmp_path, KEY)
    try:
        assert store.remarks == ()
        assert alike(store, sent(1, SENDER), "consignor") == []
        epoch = "second" if is_built_beside else "first"
        store.writer().apply_page(page([sent(2, SENDER)], cursor="3", epoch=epoch), pulled_at=NOW)
        if is_built_beside:
            store.writer().finish_snapshot()
        assert alike(store, sent(1, SENDER), "consignor") == ["C-00002"]
    finally:
        store.close()
