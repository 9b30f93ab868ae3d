"""A complete small central service on the same contract."""
