"""Measured promises: how well, how fast and how large."""
