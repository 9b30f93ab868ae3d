"""A remark: something about the data that a person should know, said as a code and told in words by the screens."""

from workstation.domain.value import Value


class Remark(Value):
    """One remark.

    `code` names the rule (`hs_code.missing`, `description.vague`, `value.wrong_type`, `field.unknown` ...), `field` the place
    as a path (`goods_items[2].hs_code`), `value` what was there, as text of at most 200 characters;
    `severity` is `hint`, `doubt` or `wrong`.
    """

    code: str
    field: str = ""
    value: str = ""
    severity: str = "doubt"
