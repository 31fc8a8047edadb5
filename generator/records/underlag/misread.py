"""What a cell of a table says that cannot be understood, or could be understood in two ways."""

from __future__ import annotations


class Misread(ValueError):
    """Why a cell cannot be read, in Swedish; `right` is what it should certainly have said."""

    def __init__(self, text: str, right: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.right = right
