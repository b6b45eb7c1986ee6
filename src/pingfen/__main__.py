"""Run the command line with ``python -m pingfen``."""

import sys

from pingfen.cli import main

if __name__ == "__main__":
    sys.exit(main())
