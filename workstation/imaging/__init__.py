"""From bytes to pixels to what the eye needs."""
