"""The pipeline in words; start reading here.

    files --read--> records --Archive + checks--> Archive --count--> tables --compose--> pages

`records` reads and checks, `analysis` counts and follows the chain, `pages` writes, `intake`
receives from elsewhere. `plugin.py` hands the pages to MkDocs, `cli.py` talks to the terminal.
Lower rooms never import higher ones.
"""
