"""The screen part that shows an end-of-shift sheet and writes it as a PDF."""
