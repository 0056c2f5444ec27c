"""Development commands behind ``./docket check | golden | docs | bench``."""
