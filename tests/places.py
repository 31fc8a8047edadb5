"""Where the tests find the project, the small archives, and the pictures that were drawn before."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARCHIVES = ROOT / "tests/archives"
PICTURES = ROOT / ".cache/lagesbild"
