"""The new reading, beside the old and not yet in use (docs/decisions/0014-reader-beside.md).

Generators propose candidates; nothing here claims anything. This package imports of ``detect`` only check digits and data
tables, and nothing of ``detect`` imports it.
"""
