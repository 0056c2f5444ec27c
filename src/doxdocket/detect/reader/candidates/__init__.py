"""Generators: each reads a text once and proposes what may stand where."""
