"""The damages worksheet: which step of the ladder applies, the factors with their figures, and a range that persons choose."""
