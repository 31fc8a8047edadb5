"""Figures beside what they should be."""

from __future__ import annotations


class Aims:
    """Prints figures beside their aims, and remembers the ones that are missed."""

    def __init__(self) -> None:
        """Begin with none missed."""
        self.missed: list[str] = []

    def say(
        self, name: str, figure: float, unit: str, *, most: float = 0, least: float = 0
    ) -> None:
        """Print a figure; `most` and `least` are its aims, 0 for none."""
        aim = f"aim at most {most:,g}" if most else f"aim at least {least:,g}" if least else ""
        digits = 0 if figure >= 20 else 3
        say(f"  {name:<52}{figure:>10,.{digits}f} {unit:<4}{aim}")
        if (most and figure > most) or figure < least:
            self.missed.append(name)

    def compare(self, name: str, ours: float, plain: float, *, most: float = 0) -> None:
        """Print two figures and how many times the second the first is; 0 is no aim."""
        ratio = ours / plain
        aim = f"  aim at most {most:.2f}" if most else ""
        say(f"  {name:<28}{ours:>12,.1f}{plain:>12,.1f}{ratio:>8.2f}{aim}")
        if most and ratio > most:
            self.missed.append(name)

    def settle(self) -> None:
        """End with an error where an aim was missed."""
        if self.missed:
            raise SystemExit(f"Missed: {'; '.join(self.missed)}.")


def say(*words: object) -> None:
    """Print a line."""
    print(*words, flush=True)
