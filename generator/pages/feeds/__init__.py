"""What others subscribe to: a calendar of days ahead, and a feed of what has become settled."""
