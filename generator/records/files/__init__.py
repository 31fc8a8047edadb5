"""Files become text: bytes to lines, YAML with positions, tables, and the names they have."""
