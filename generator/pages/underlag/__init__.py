"""Underlag as pages show it: what belongs together, and how it is told and laid out in tables."""
