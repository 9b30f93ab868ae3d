"""Where the bench's build starts: the command `workstation`."""

import sys

from workstation.cli import main

sys.exit(main())
