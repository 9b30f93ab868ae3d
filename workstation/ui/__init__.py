"""Widgets, models and themes: draw what the desk says, send what the officer does."""
