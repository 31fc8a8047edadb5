"""A header's text values become a form, or problems said at their place."""
