"""SEND: an article as a file that stays what it is."""

from __future__ import annotations

from generator.documents.frozen import from_json, to_json

__all__ = ["from_json", "to_json"]
