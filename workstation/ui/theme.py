"""How the program looks: each theme's colours by what they are for, sizes that follow the system's font."""

import re
from dataclasses import dataclass, fields
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from workstation.host.resources import read_text

STYLE_SHEET: Final = "styles/workstation.qss"
TARGET_PX: Final = 40
"""Least height of what is pressed or clicked, in logical pixels: hands wear gloves."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A filled mark (a lane, a standing, the answer to a read): its fill, and the ink of what is written on
    it.
    """

    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by their purpose, as #rrggbb. Text colours reach 7:1 on every ground that they may stand on
    (tested).

    Grounds: `window` behind all, `panel` of a screen part, `raised` of headers and cards, `field` of inputs,
    tables and the
    image, `hover`, `selected`. Inks: `text`, `soft` (secondary text), `accent`, and the four of messages.
    `line` and `strong_line` part things; `strong_line` reaches 3:1 where a line is the only border of an
    input.
    """

    name: str
    window: str
    panel: str
    raised: str
    field: str
    hover: str
    selected: str
    line: str
    strong_line: str
    text: str
    soft: str
    accent: str
    accent_ink: str
    good: str
    attention: str
    problem: str
    lane_red: Mark
    lane_yellow: Mark
    lane_blue: Mark
    lane_green: Mark
    lane_other: Mark
    seized: Mark
    held: Mark
    undecided: Mark
    released: Mark
    read_found: Mark
    read_unknown: Mark
    read_nothing: Mark
    read_misread: Mark
    read_wrong: Mark
    read_noted: Mark

    def color(self, token: str) -> QColor:
        """The colour of a token, for painting."""
        return QColor(getattr(self, token))

    def lane(self, lane: str) -> Mark:
        """The mark of a lane; a lane that is not known has one of its own."""
        return getattr(self, f"lane_{lane}") if lane in LANES else self.lane_other

    def standing(self, standing: str) -> Mark:
        """The mark of a standing; one that is not known looks undecided."""
        return getattr(self, standing) if standing in STANDINGS else self.undecided


LANES: Final = ("red", "yellow", "blue", "green")
STANDINGS: Final = ("seized", "held", "undecided", "released")
GROUNDS: Final = ("window", "panel", "raised", "field", "hover", "selected")
INKS: Final = ("text", "soft", "accent", "good", "attention", "problem")

DARK: Final = Theme(
    name="dark",
    window="#0b0f14",
    panel="#12181f",
    raised="#1a222b",
    field="#0a0e12",
    hover="#1e2832",
    selected="#10304d",
    line="#26303a",
    strong_line="#66737f",
    text="#e8edf2",
    soft="#b6c1cc",
    accent="#96c7ff",
    accent_ink="#08121c",
    good="#86dda1",
    attention="#ffcb6b",
    problem="#ffaaa2",
    lane_red=Mark("#ff7a70", "#0b0f14"),
    lane_yellow=Mark("#f5c84c", "#0b0f14"),
    lane_blue=Mark("#7db7ff", "#0b0f14"),
    lane_green=Mark("#6fce8d", "#0b0f14"),
    lane_other=Mark("#c9d2dc", "#0b0f14"),
    seized=Mark("#ff7a70", "#0b0f14"),
    held=Mark("#f5c84c", "#0b0f14"),
    undecided=Mark("#1a222b", "#e8edf2"),
    released=Mark("#6fce8d", "#0b0f14"),
    read_found=Mark("#6fce8d", "#0b0f14"),
    read_unknown=Mark("#f5c84c", "#0b0f14"),
    read_nothing=Mark("#c9d2dc", "#0b0f14"),
    read_misread=Mark("#dba6ff", "#0b0f14"),
    read_wrong=Mark("#ff7a70", "#0b0f14"),
    read_noted=Mark("#7db7ff", "#0b0f14"),
)

LIGHT: Final = Theme(
    name="light",
    window="#e9edf1",
    panel="#f7f9fb",
    raised="#ffffff",
    field="#ffffff",
    hover="#e6edf4",
    selected="#d6e7fb",
    line="#c9d2db",
    strong_line="#6b7783",
    text="#10161c",
    soft="#37434f",
    accent="#0a4484",
    accent_ink="#ffffff",
    good="#0c4f28",
    attention="#603b00",
    problem="#8a1212",
    lane_red=Mark("#9e1c1c", "#ffffff"),
    lane_yellow=Mark("#f5c518", "#1a1400"),
    lane_blue=Mark("#0b4fa8", "#ffffff"),
    lane_green=Mark("#0e5c2f", "#ffffff"),
    lane_other=Mark("#3a4652", "#ffffff"),
    seized=Mark("#9e1c1c", "#ffffff"),
    held=Mark("#f5c518", "#1a1400"),
    undecided=Mark("#ffffff", "#10161c"),
    released=Mark("#0e5c2f", "#ffffff"),
    read_found=Mark("#0e5c2f", "#ffffff"),
    read_unknown=Mark("#f5c518", "#1a1400"),
    read_nothing=Mark("#3a4652", "#ffffff"),
    read_misread=Mark("#5b2a86", "#ffffff"),
    read_wrong=Mark("#9e1c1c", "#ffffff"),
    read_noted=Mark("#0b4fa8", "#ffffff"),
)

THEMES: Final = {theme.name: theme for theme in (DARK, LIGHT)}

_applied = DARK


def current() -> Theme:
    """The theme that this process's application wears now, as with QApplication.palette(). Ask when
    painting, keep nothing.
    """
    return _applied


def contrast(ink: str, ground: str) -> float:
    """Contrast ratio of two #rrggbb colours (WCAG 2.2, "contrast ratio"): 1 to 21."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in logical pixels that follow a font's height: `gap` between things, `pad` inside them,
    `target` to press.
    """

    em: float
    gap: int
    pad: int
    target: int
    row: int

    @classmethod
    def of(cls, font: QFont) -> "Sizes":
        """The sizes that go with this font. Measured once: delegates ask for every cell."""
        key = font.key()
        if key not in _measured:
            _measured[key] = cls._measured_of(font)
        return _measured[key]

    @classmethod
    def _measured_of(cls, font: QFont) -> "Sizes":
        em = QFontMetricsF(font).height()
        return cls(
            em=em,
            gap=max(4, round(em * 0.35)),
            pad=max(8, round(em * 0.6)),
            target=max(TARGET_PX, round(em * 2.3)),
            row=max(TARGET_PX, round(em * 2.5)),
        )


_measured: dict[str, Sizes] = {}


def tabular(font: QFont) -> QFont:
    """The font with digits of one width, so that columns of figures stand in line."""
    with_tabular_digits = QFont(font)
    with_tabular_digits.setFeature(QFont.Tag("tnum"), 1)
    return with_tabular_digits


def identifier_font(font: QFont) -> QFont:
    """The fixed-width font of identifiers, as large as `font`: 0 and O, 1 and l must not be taken for each
    other.
    """
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if font.pointSizeF() > 0:
        fixed.setPointSizeF(font.pointSizeF())
    else:
        fixed.setPixelSize(font.pixelSize())
    return fixed


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application: Fusion, this theme's palette and style sheet, tabular digits."""
    global _applied  # noqa: PLW0603 - one application, one dress
    _applied = theme
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(tabular(app.font()))
    app.setPalette(palette_of(theme))
    app.setStyleSheet(style_sheet(theme, app.font()))


def palette_of(theme: Theme) -> QPalette:
    """The theme as Qt's own colour roles."""
    role = QPalette.ColorRole
    palette = QPalette()
    for qt_role, token in (
        (role.Window, theme.panel),
        (role.WindowText, theme.text),
        (role.Base, theme.field),
        (role.AlternateBase, theme.panel),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.soft),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.problem),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.Highlight, theme.selected),
        (role.HighlightedText, theme.text),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Light, theme.raised),
        (role.Midlight, theme.hover),
        (role.Mid, theme.line),
        (role.Dark, theme.window),
        (role.Shadow, theme.window),
        (role.Accent, theme.accent),
    ):
        palette.setColor(qt_role, QColor(token))
    disabled = QPalette.ColorGroup.Disabled
    for qt_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, qt_role, QColor(theme.strong_line))
    return palette


_TOKEN: Final = re.compile(r"@([a-z_.]+)@")


def style_sheet(theme: Theme, font: QFont) -> str:
    """The style sheet with `@token@` replaced by the theme's colours and by sizes in pixels; an unknown
    token is an error.
    """
    sizes = Sizes.of(font)
    values = {
        "gap": f"{sizes.gap}px",
        "pad": f"{sizes.pad}px",
        "target": f"{sizes.target}px",
        "row": f"{sizes.row}px",
    }
    values |= {"half_gap": f"{max(2, sizes.gap // 2)}px", "small": f"{font.pointSizeF() * 0.9:.1f}pt"}
    values |= {"large": f"{font.pointSizeF() * 1.35:.1f}pt", "title": f"{font.pointSizeF() * 1.15:.1f}pt"}
    for field in fields(theme):
        value = getattr(theme, field.name)
        if isinstance(value, Mark):
            values |= {f"{field.name}.fill": value.fill, f"{field.name}.ink": value.ink}
        else:
            values[field.name] = value
    return _TOKEN.sub(lambda found: values[found[1]], read_text(STYLE_SHEET))


def mirrored() -> bool:
    """Whether the screen reads from right to left."""
    return QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
