"""From key strokes to a barcode read, and from a read to what it can identify."""
