"""Lists with one event a row – from Excel, or the answers of a web form – become entries to review.

Start in `sorting.py`, where every row read ends in one group. `rows.py` finds the headings and
`columns.py` what they mean; `facts.py` reads a row's cells with `days.py` and `words.py`, and
`entry.py` writes it as an entry. `saving.py` keeps the answers for next time.
"""
