"""The screen part with the bench's settings."""
