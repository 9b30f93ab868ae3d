"""The screen part where the officer decides."""
