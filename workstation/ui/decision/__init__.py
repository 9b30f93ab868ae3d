"""The decision: what stands in the way, the keys, and the forms of each kind of decision."""
