"""Pull changes, push events and evidence, fetch images."""
