"""The scan image: what the X-ray machine made, drawn from a pyramid, with the officer's tools."""
