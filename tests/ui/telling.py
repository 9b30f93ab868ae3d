"""To whom the tests' stories are told: officer-7, in the words of a small list, in UTC."""

from datetime import UTC

from workstation.ui.parts.story import Telling

WORDS = {
    ("offices", "narcotics"): "Narcotics Bureau",
    ("offices", "ZZ000101"): "Airport express hub",
    ("reasons", "H06"): "Suspected prohibited or restricted goods",
}


def telling(clock, officer="officer-7"):
    return Telling(
        coded=lambda name, code: WORDS.get((name, code), code), officer=officer, now=clock.now(), zone=UTC
    )
