"""The disposable copy of what the central service knows: store, find by barcode, queue pages, search."""
