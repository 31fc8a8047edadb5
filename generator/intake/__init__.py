"""RECEIVE: what others publish becomes entries for somebody to review.

Start in `polisen.py`. `polisen_file.py` reads the police's events, `polisen_settings.py` knows what
the mall says of them, `polisen_entry.py` writes one as an entry's text, `folder.py` puts new files
in the archive and never touches old ones, `summary.py` says what came of it. A table begins in
`sheet.py`; `workbook.py` reads Excel's files, which may be broken or made to harm.
"""
