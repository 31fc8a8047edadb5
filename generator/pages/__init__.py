"""WRITE: the archive becomes pages of HTML, one folder for each kind with all that only it needs.

Start in `site.py`, which lists the kinds. In a folder `build.py` makes the pages, from the templates
beside it. `base` is what every page stands on: `build.py` what a build knows, `templating.py` the
filters of the templates. `shared` is what several kinds say or draw. The pages of `docs/` are made
in `handwritten`.
"""
