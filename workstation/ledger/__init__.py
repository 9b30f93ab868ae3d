"""The permanent record of this bench: append, drafts, delivery state, audit chain, migrations."""
