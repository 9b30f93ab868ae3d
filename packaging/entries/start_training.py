"""Where the training edition's build starts: `workstation`, in the training profile unless told otherwise."""

import sys

from workstation.cli import main

sys.exit(main(["--profile", "training", *sys.argv[1:]]))
