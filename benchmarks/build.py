"""What a build costs beside plain MkDocs with the same meetings and entries: `make bench`.

Each runs in a process of its own, in turn, so that a busy machine is unkind to both; the least of
the runs counts. CPU seconds and memory are the system's, of the process and those it waited for.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from benchmarks.aims import Aims, say
from benchmarks.archive import ENTRIES, write_archive, write_twin

ROOT = Path(__file__).resolve().parents[1]
MKDOCS = [sys.executable, "-m", "mkdocs"]
CHECK = [sys.executable, "-c", "from generator.__main__ import main; main()", "check"]
YEARS, RUNS = 10, 3
SHORT, LONG = 4, 40
# The page asks this address and is answered when something has been built anew.
RELOAD = re.compile(r"livereload\((\d+), (\d+)\)")
# Of a month that has not been sent: what has been keeps its words.
SAVED = "entries/2026-12-10/nvk-tunnel.md"
SEEN = "moten/2026-12-10.html"
SAVINGS = ("ett", "två", "tre", "fyra", "fem")
# A page is to be there 1.5 s after it was saved, on a machine that builds the plain twin in 7.7 CPU
# seconds. Machines differ by half, so the aim follows what that build takes in the same run.
SECONDS, OF_PLAIN = 1.5, 7.7


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds, and the most memory at once in megabytes."""

    cpu: float
    memory: float


def main() -> None:
    """Measure what is asked for; end with an error where an aim is missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--years", type=int, default=YEARS)
    asked.add_argument("--entries", type=int, default=ENTRIES, help="at each of 26 meetings a year")
    asked.add_argument("--seed", type=int, default=4)
    asked.add_argument("--runs", type=int, default=RUNS)
    asked.add_argument(
        "--scaling", action="store_true", help="4 and 40 years too, some minutes more"
    )
    given = asked.parse_args()
    aims = Aims()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        plain = measure_ratios(aims, folder, given)
        say("The example archive under `mkdocs serve`")
        if given.years == YEARS:
            say(f"  (the aim is {SECONDS} s where the plain build takes {OF_PLAIN} CPU s)")
        most = round(SECONDS * plain.cpu / OF_PLAIN, 2) if given.years == YEARS else 0
        aims.say("a saved entry to the reloaded page", measure_serve(folder), "s", most=most)
        if given.scaling:
            costs = []
            for years in (SHORT, LONG):
                place = folder / str(years)
                count = write_archive(ROOT, place, years, given.entries, given.seed)
                costs.append(build(place).cpu / count)
                say(f"  {years} years: {1000 * costs[-1]:.1f} ms an entry")
            most = 1.15
            aims.say(
                f"an entry's cost, {LONG} years beside {SHORT}", costs[1] / costs[0], "×", most=most
            )
    aims.settle()


def measure_ratios(aims: Aims, folder: Path, given: argparse.Namespace) -> Cost:
    """Build the archive and its twin in turn, and print what ours costs for each of the plain's.

    Return what the plain build cost.
    """
    ours, plain = folder / "ours", folder / "plain"
    count = write_archive(ROOT, ours, given.years, given.entries, given.seed)
    write_twin(ours, plain)
    runs = []
    for _ in range(given.runs):
        runs.append((run(CHECK, ours), build(ours), build(plain)))
    check, built, beside = (
        Cost(min(cost.cpu for cost in kind), min(cost.memory for cost in kind))
        for kind in zip(*runs, strict=True)
    )
    sizes = [count_html(place / "site") for place in (ours, plain)]
    say(
        f"{given.years} years, {count:,} entries; the least of {given.runs} runs; load {os.getloadavg()[0]:.1f}"
    )
    say(f"  {'':<28}{'ours':>12}{'plain':>12}{'ratio':>8}")
    for name, figure, other, most in (
        ("full build, CPU s", built.cpu, beside.cpu, 3.0),
        ("check of everything, CPU s", check.cpu, beside.cpu, 0.4),
        ("peak memory, MB", built.memory, beside.memory, 4.0),
        ("HTML, MB", sizes[0] / 1e6, sizes[1] / 1e6, 1.6),
    ):
        aims.compare(name, figure, other, most=most if given.years == YEARS else 0)
    return beside


def build(folder: Path) -> Cost:
    """Build a site with nothing kept from before."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    return run([*MKDOCS, "build", "--quiet"], folder)


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder and return what it cost; an error of its own is ours."""
    process = subprocess.Popen(command, cwd=folder, env=surround(), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def surround() -> dict[str, str]:
    """Return the environment of a run: this code, compiled once as an installed program is."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}


def count_html(site: Path) -> int:
    """Return the bytes of all pages."""
    return sum(file.stat().st_size for file in site.rglob("*.html"))


def measure_serve(folder: Path) -> float:
    """Save an entry of the example while it is served; return the seconds to the page that shows it.

    The server looks for changes twice a second, so the median of some savings counts.
    """
    archive = folder / "served"
    archive.mkdir()
    for name in ("entries", "decisions", "docs"):
        shutil.copytree(ROOT / name, archive / name)
    shutil.copyfile(ROOT / "mkdocs.yml", archive / "mkdocs.yml")
    entry = archive / SAVED
    text = entry.read_text("utf-8").rstrip()
    with serve(archive) as address:
        return median(save(entry, f"{text} Sparat-{word}\n", address) for word in SAVINGS)


def save(entry: Path, text: str, address: str) -> float:
    """Save a text of an entry; return the seconds until the page that shows it has been reloaded."""
    epoch, request = RELOAD.findall(read(address + SEEN))[0]
    start = time.perf_counter()
    entry.write_text(text, encoding="utf-8")
    read(f"{address}livereload/{epoch}/{request}")
    page = read(address + SEEN)
    seconds = time.perf_counter() - start
    if text.split()[-1] not in page:
        raise SystemExit(f"{SEEN} does not show what was saved.")
    return seconds


@contextmanager
def serve(archive: Path) -> Iterator[str]:
    """Serve an archive on this machine; yield its address when it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*MKDOCS, "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=archive, env=surround())
    try:
        while process.poll() is None:
            try:
                read(f"http://127.0.0.1:{port}/")
            except OSError:
                time.sleep(0.2)
            else:
                break
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def read(address: str) -> str:
    """Return what stands at an address."""
    with urlopen(address, timeout=120) as answer:
        return str(answer.read(), "utf-8")


if __name__ == "__main__":
    main()
