"""The mall: the rows that a group has chosen, the map, and fields that name a row."""
