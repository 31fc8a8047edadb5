"""The monthly report: what it rests on, gathered once, and each of its parts composed of that."""
