"""The worker: `python -m aa_magics.trial FOLDER PARENT LIMITS`, as `aa_magics.trial.process` starts it."""

import sys
from pathlib import Path

from aa_magics.trial.start import start

if __name__ == "__main__":
    start(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
