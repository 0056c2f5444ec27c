"""Double review of a sample (抽样双人复核): a seeded stratified draw, what two people answer, and what follows with its interval.

What comes out stands beside the figures and never changes one. Stages meet in the store: this room takes tables and keys and
imports no other stage. Source and choices: docs/explanation/sampling.md.
"""
