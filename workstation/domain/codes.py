"""Small code lists that the rules about data quality need, as values: the rules never read a file."""

from collections.abc import Mapping
from decimal import Decimal

from workstation.domain.value import Amount, Value


class HsChapter(Value):
    """A chapter of the Harmonized System, and what a piece of parcel goods of it plausibly weighs and costs.

    `piece_kg` and `eur_per_kg` are wide on purpose (least, most), none where nothing is worth doubting.
    """

    title: str = ""
    piece_kg: tuple[Decimal, Decimal] | None = None
    eur_per_kg: tuple[Decimal, Decimal] | None = None


class CodeLists(Value):
    """The lists, each with its source in resources/codes; an empty list means that nothing is checked by it.

    `countries` are ISO 3166-1 alpha-2 and reserved codes in use; `currencies` ISO 4217 with their minor
    units; `rough_eur` what one unit is worth in euro, for doubts only; `chapters` of the Harmonized System
    by their two digits; `vague_words` describe no goods, `filler_words` say nothing beside them.
    """

    countries: Mapping[str, str] = {}
    currencies: Mapping[str, int] = {}
    rough_eur: Mapping[str, Decimal] = {}
    chapters: Mapping[str, HsChapter] = {}
    vague_words: frozenset[str] = frozenset()
    filler_words: frozenset[str] = frozenset()

    def minor_units(self, currency: str) -> int:
        """Digits after the point that this currency is paid in; two for one that is not known."""
        return self.currencies.get(currency, 2)

    def roughly_in_eur(self, amount: Amount) -> Decimal | None:
        """About what an amount is worth in euro; none for a currency without a rough rate."""
        rate = self.rough_eur.get(amount.currency)
        return None if rate is None else amount.value * rate
