"""Figures from the rows of a run, with bounds, rules and the way back to the rows.

Stages meet in the store: this room reads the tables that ``resolve`` wrote and never imports it.
"""
