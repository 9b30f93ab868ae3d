"""Widgets, shortcuts and formats that several screens share."""
