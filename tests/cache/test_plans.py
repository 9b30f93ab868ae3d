"""How SQLite goes about each question: by a key or an index, never over a whole table to find a few rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cache.samples import KEY, consignment, fill
from workstation.cache import columns, generation, kept, listing, reader
from workstation.cache.files import CacheFiles
from workstation.cache.store import CacheStore
from workstation.host.encrypted import DriverConnection, connect


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    store = CacheStore.open(folder, KEY)
    fill(store, [consignment(number) for number in range(100)])
    store.close()
    return folder


@pytest.fixture(scope="module")
def cache(folder: Path) -> Iterator[DriverConnection]:
    connection = connect(CacheFiles(folder).path(1), KEY, cache_mb=1)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def images(folder: Path) -> Iterator[DriverConnection]:
    connection = connect(CacheFiles(folder).kept, KEY, cache_mb=1)
    yield connection
    connection.close()


def plan(connection: DriverConnection, statement: str) -> list[str]:
    values = ["[1]" if "json_each" in statement else 1] * statement.count("?")
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]


BY_KEY = {
    "rows": reader.ROWS_SQL,
    "a barcode": reader.FIND_SQL,
    "what is alike": reader.ALIKE_SQL,
    "a document by id": reader.DOCUMENT_SQL,
    "references": reader.REFS_SQL,
    "documents": reader.BODIES_SQL,
    "refused documents": reader.REFUSED_SQL,
    "a few texts": listing.FEW_SQL["goods"],
    "few identifiers": listing.FEW_SQL["identifier"],
    "packed columns": columns.LOAD_SQL,
    "the writer's references": generation._REFS_SQL,
    "the writer's documents": generation._BODIES_SQL,
}


@pytest.mark.parametrize("what", BY_KEY)
def test_rows_are_found_by_key_and_never_sorted(cache: DriverConnection, what: str) -> None:
    steps = plan(cache, BY_KEY[what])
    tables = [step for step in steps if "json_each" not in step and "SUBQUERY" not in step.upper()]
    assert any("SEARCH" in step for step in tables)
    scans = [step for step in tables if step.startswith("SCAN")]
    assert scans in ([], ["SCAN (subquery-1)"])
    assert not any("TEMP B-TREE" in step for step in steps)


@pytest.mark.parametrize("statement", [*listing.ALONG_SQL.values(), *listing.WHOLE_SQL.values()])
def test_a_list_sorted_by_a_text_goes_along_a_covering_index(cache: DriverConnection, statement: str) -> None:
    steps = plan(cache, statement)
    assert any("SEARCH consignment USING COVERING INDEX consignment_by_" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)


def test_words_are_looked_up_in_the_full_text_index(cache: DriverConnection) -> None:
    assert any("VIRTUAL TABLE INDEX" in step for step in plan(cache, listing.MATCHES_SQL))


def test_the_overlay_alone_is_gone_through_whole(cache: DriverConnection) -> None:
    steps = plan(cache, columns.OVERLAY_SQL)
    assert [step.split()[:2] for step in steps] == [["SCAN", "o"], ["SEARCH", "c"]]


def test_images_are_found_by_hash_and_by_use(images: DriverConnection) -> None:
    for statement in (kept.IMAGE_SQL, kept.HAS_IMAGE_SQL, kept.REFERENCE_SQL, kept.LONGEST_UNUSED_SQL):
        steps = plan(images, statement)
        assert all(step.startswith("SEARCH") for step in steps)
    assert any("COVERING INDEX image_by_use" in step for step in plan(images, kept.IMAGES_TOTAL_SQL))
