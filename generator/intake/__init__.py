"""RECEIVE: what others publish becomes entries for somebody to review.

Start in `polisen.py`, which also says what came of an import. `polisen_file.py` reads the police's
events, `polisen_entry.py` knows what the mall says of them and writes one as an entry's text,
`folder.py` puts new files in the archive and never touches old ones. A table begins in `sheet.py`;
`workbook.py` reads Excel's files, which may be broken or made to harm. `sending.py` unpacks the text
in which the form sends new records.
"""
