"""Free text search in any script, and identifiers typed in part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cache.samples import KEY, NOW, body, consignment, fill
from workstation.cache.queue import QueueFilter
from workstation.cache.store import CacheStore
from workstation.cache.words import folded, match_expression

GOODS = {
    1: "Téléphone portable, 128 GB",
    2: "手机电池",
    3: "قميص قُطْنِيّ أزرق",
    4: "Straße Ærø İstanbul",
    5: 'AND OR NOT NEAR("x" + y) *',
    6: "เสื้อยืดผ้าฝ้าย",
    7: "phone-case (black)/covers",
    8: "w" * 200,
}


@pytest.fixture
def filled(store: CacheStore) -> CacheStore:
    fill(store, [consignment(number, goods=goods, name=f"Name{number}") for number, goods in GOODS.items()])
    return store


def found(store: CacheStore, text: str) -> list[int]:
    reader = store.reader()
    return sorted(int(row.id[2:]) for row in reader.rows(reader.queue_ids(QueueFilter(text=text))))


@pytest.mark.parametrize(
    "typed, numbers",
    [
        ("telephone", [1]),
        ("TÉLÉPHONE", [1]),
        ("téléph", [1]),
        ("portable telephone", [1]),
        ("128", [1]),
        ("phone", [7]),
        ("电池", [2]),
        ("池", [2]),
        ("手机电", [2]),
        ("电手", []),
        ("قميص", [3]),
        ("قطني", [3]),
        ("ازرق", [3]),
        ("strasse", [4]),
        ("istanbul", [4]),
        ("ærø", [4]),
        ("AND", [5]),
        ('"x"', [5]),
        ("near(", [5]),
        ("NOT near", [5]),
        ("ผ้า", [6]),
        ("case-black", [7]),
        ("covers*", [7]),
        ("name3", [3]),
        ("w" * 300, [8]),
        ("w" * 30, [8]),
        ("!!", []),
        ("telephone knife", []),
    ],
)
def test_words_are_found_in_any_script_and_never_read_as_operators(
    filled: CacheStore, typed: str, numbers: list[int]
) -> None:
    assert found(filled, typed) == numbers


@pytest.mark.parametrize(
    "typed, numbers",
    [
        ("RB000000003GB", [3]),
        ("rb 000 000 003 gb", [3]),
        ("RB-000-000-003-GB", [3]),
        ("RB00000000", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("0003GB", [3]),
        ("0003 gb", [3]),
        ("C-00004", [4]),
        ("H-00005", [5]),
        ("26FR00000000000006", [6]),
        ("0000006", [6]),
    ],
)
def test_an_identifier_is_found_by_its_beginning_and_by_its_end(
    filled: CacheStore, typed: str, numbers: list[int]
) -> None:
    assert found(filled, typed) == numbers


def test_any_text_can_be_typed(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = CacheStore.open(tmp_path_factory.mktemp("words"), KEY)
    fill(store, [consignment(number, goods=goods) for number, goods in GOODS.items()])

    @given(
        st.text(st.characters(exclude_categories=()))
        | st.text("\"'*()^:+-{}~ ANDORTNEAR,电池\0\ud800", min_size=1)
    )
    def anything_typed(text: str) -> None:
        assert store.reader().count(QueueFilter(text=text)) <= len(GOODS)

    try:
        anything_typed()
    finally:
        store.close()


def test_whatever_a_declaration_says_is_found_by_the_same_words(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store = CacheStore.open(tmp_path_factory.mktemp("words"), KEY)
    fill(store, [])

    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
    def declared_and_typed(text: str) -> None:
        store.writer().put_one(body(consignment(1, goods=text)), pulled_at=NOW)
        typed = folded(text).split() or [""]
        for words in (text, typed[0], typed[-1], " ".join(reversed(typed))):
            assert store.reader().count(QueueFilter(text=words)) == (
                1 if match_expression(words) or not words.strip() else 0
            )

    try:
        declared_and_typed()
    finally:
        store.close()
