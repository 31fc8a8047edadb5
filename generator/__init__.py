"""The pipeline in words; start reading here.

    files --read--> records --Archive + checks--> Archive --count--> tables
          --draw, say--> figures --compose--> pages, and the index that `search` writes of them

`records` reads and checks, `analysis` counts and follows the chain, `figures` turns a count into a
picture, a table and a sentence, `pages` writes, `search` makes all of it possible to find, `intake`
receives from elsewhere. `plugin.py` hands the pages to MkDocs, `cli` talks to the terminal.
Lower rooms never import higher ones.
"""

import os

# openpyxl would otherwise read with lxml, which the Word files need, and fail in other ways.
os.environ["OPENPYXL_LXML"] = "False"
