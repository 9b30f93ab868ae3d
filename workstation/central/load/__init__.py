"""Loads real declarations from files into a central service."""

from workstation.central.load.loading import FORMATS, load
from workstation.central.load.records import Completer, Fault, Hints, LoadProgress, LoadSummary

__all__ = ["FORMATS", "Completer", "Fault", "Hints", "LoadProgress", "LoadSummary", "load"]
