"""The tests of this room share ``reading_exports``, which stands beside them and is no package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
