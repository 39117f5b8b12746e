"""Kills reproductions as their results arrive and lets two share a store.

    check_kills.py SPIRAL_EXP [KILLS]

What was complete must be kept, nothing of it computed again, and the report in the end must be that of
an uninterrupted run.
"""

import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = sys.argv[1]
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
SEEDS = 16
# Of each of its five cases: the notebook's, half as many of the textbook's, a quarter for each replaced draw.
TRIALS = 5 * (SEEDS + SEEDS // 2 + 3 * (SEEDS // 4))
COMMAND = [PROGRAM, "reproduce", "--exercises", "activation", "--seeds", str(SEEDS), "--quiet"]


def start(folder):
    return subprocess.Popen([*COMMAND, "--out", folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process):
    output, error = process.communicate()
    if process.returncode != 0:
        sys.exit(f"exit {process.returncode}: {error}")
    return output


def stored(folder):
    """Each trial's id and time: both change when it is computed again."""
    file = Path(folder, "trials.db")
    if not file.exists():
        return set()
    with sqlite3.connect(file) as store:
        if not store.execute("SELECT 1 FROM sqlite_master WHERE name = 'trial'").fetchone():
            return set()
        return set(store.execute("SELECT id, config, seed, seconds FROM trial"))


def report(folder):
    return [Path(folder, name).read_bytes() for name in ("report.html", "report.md", "certificate.json")]


def check(condition, message):
    if not condition:
        sys.exit(message)


def wait_for_trials(process, folder, count):
    """Returns as soon as so many are stored, or the process has ended."""
    while process.poll() is None and len(stored(folder)) < count:
        pass


def run_with_kills(folder):
    """Kills at the start, then each time another share is stored, the last time before the report."""
    for kill in range(KILLS):
        before = stored(folder)
        process = start(folder)
        wait_for_trials(process, folder, max(1, TRIALS * kill // (KILLS - 1)) if kill else 0)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        _, error = process.communicate()
        check(process.returncode in (0, -signal.SIGKILL), f"exit {process.returncode}: {error}")
        check(before <= stored(folder), "a complete trial was lost or computed again")
    before = stored(folder)
    finish(start(folder))
    check(before <= stored(folder), "a complete trial was lost or computed again")
    check(report(folder) == expected, "the report differs from an uninterrupted run's")


with tempfile.TemporaryDirectory() as scratch:
    finish(start(f"{scratch}/whole"))
    expected = report(f"{scratch}/whole")
    run_with_kills(f"{scratch}/killed")

    together = [start(f"{scratch}/shared") for _ in range(2)]
    for process in together:
        finish(process)
    check(len(stored(f"{scratch}/shared")) == TRIALS, "two processes did not fill one store")
    check(report(f"{scratch}/shared") == expected, "the report of a shared store differs")

    process = start(f"{scratch}/interrupted")
    wait_for_trials(process, f"{scratch}/interrupted", 1)  # it trains from then on for some time yet
    process.send_signal(signal.SIGINT)
    begin = time.monotonic()
    _, error = process.communicate()
    check(process.returncode == 130, f"exit {process.returncode} after Ctrl-C: {error}")
    check("the same command goes on from there" in error, f"Ctrl-C says: {error}")
    check(len(error.splitlines()) == 1, f"Ctrl-C says more than a line: {error}")
    print(f"stopped {time.monotonic() - begin:.2f} s after Ctrl-C")
    finish(start(f"{scratch}/interrupted"))
    check(report(f"{scratch}/interrupted") == expected, "the report after Ctrl-C differs")
print(f"{KILLS} kills, {TRIALS} trials")
