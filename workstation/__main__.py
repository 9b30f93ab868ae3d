"""`python -m workstation` is the command `workstation`."""

from workstation.cli import main

raise SystemExit(main())
