"""The desk is asked of cases that the commands made."""

from tests.cli.conftest import call, home

__all__ = ["call", "home"]
