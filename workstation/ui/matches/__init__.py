"""The short list that opens when a barcode belongs to several consignments."""
