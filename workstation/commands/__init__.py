"""The commands for IT on what a bench keeps, its ledger and its keys. They print, as a command does."""
