"""The screen part with the risk queue."""
