"""FIND: the archive's records become an index that a page's script searches, without a server."""

from generator.search.document import Document
from generator.search.documents import build_documents
from generator.search.index import write_index

__all__ = ["Document", "build_documents", "write_index"]
