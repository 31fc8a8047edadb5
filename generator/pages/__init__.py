"""WRITE: the archive becomes pages of HTML, one module and one template for each kind.

Start in `site.py`, which lists the kinds. `desk.py` holds what every page draws on, `addresses.py`
where each record is found, `templating.py` the filters of the templates, `text.py` the safe
rendering of participants' Markdown. `handwritten.py` does the pages of `docs/`.
"""
