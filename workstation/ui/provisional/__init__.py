"""A parcel that nobody is known to have declared: its barcodes, its photograph, its link to data that come
later.
"""
