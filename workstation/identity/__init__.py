"""Sign-in, rights, keys, lock and unlock."""
