"""The screen part that tells what is recorded, waiting, acknowledged, refused or in attention."""
