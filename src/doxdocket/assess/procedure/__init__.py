"""The procedure of the case: events, periods, claims and what was performed."""
