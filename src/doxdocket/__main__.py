"""``python -m doxdocket``: the same as the ``doxdocket`` command."""

from doxdocket.cli import main

main()
