"""The screen part that tells how long this bench can go on alone, and begins and ends drills."""
