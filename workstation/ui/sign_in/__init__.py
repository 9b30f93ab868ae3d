"""The screen part where an officer signs in."""
