"""Notes: what happened at a bench and moves no goods. Recorded and sent like acts, and counted apart."""

from typing import Final

from workstation.domain.provisional import LABELLED, LINKED, OPENING_ASKED, PROVISIONAL, UNLINKED
from workstation.domain.sighting import SIGHTINGS

NOTES: Final = SIGHTINGS | {PROVISIONAL, LINKED, UNLINKED, OPENING_ASKED, LABELLED}
"""Kinds of event that are notes."""
