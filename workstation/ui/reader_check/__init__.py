"""The reader check: the sheet on the screen, what its reading tells of the reader, and the profile for it."""
