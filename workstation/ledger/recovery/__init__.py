"""A damaged ledger: noticed at the start, copied aside, read below SQLite, put together anew.

at_start (opens, or recovers first) · rescue (what with) · aside (the copy of what was found) · raw_pages
(rows without SQLite) · assembly (the chain put together) · rebuilding (all of it, in order).
"""
