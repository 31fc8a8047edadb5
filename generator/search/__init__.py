"""FIND: documents become an index that a page's script searches, without a server.

Which documents there are, and who may read them, `generator/pages/search/build.py` decides.
"""

from generator.search.index import Document, write_index

__all__ = ["Document", "write_index"]
