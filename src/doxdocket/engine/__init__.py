"""Runs stages: a stage is a pure function over record batches, and this room knows where and how many at once."""
