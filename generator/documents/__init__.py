"""Files of an article, to send, file or keep: the same value as its page shows."""
