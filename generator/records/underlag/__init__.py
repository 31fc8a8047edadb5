"""A pasted table becomes facts: its layout first, then its columns, then its cells.

`period_words.py`, `cells.py` and `labels.py` read one cell each; what they cannot read is a
`Misread`, which becomes a problem at the cell's address. `statistics.py` is the way in.
"""
