"""The screen part with the scan image."""
