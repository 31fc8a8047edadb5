"""The page of a decision."""
