"""What is kept of a case between the requests of those who work on it: made anew when its run or its decisions changed."""

from doxdocket.store.case import Case


class Session:
    """One case, as long as somebody works on it."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def fresh(self) -> bool:
        """Look whether the run or the decisions changed since the last look; True where they did."""
        return False
