"""Kills reproductions at random moments and lets two share a store.

    check_kills.py SPIRAL_EXP [KILLS]

What was complete must be kept, nothing of it computed again, and the report in the end must be that of
an uninterrupted run.
"""

import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = sys.argv[1]
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 15
TRIALS = 5 * 40  # of each of its five settings 40 seeds
COMMAND = [PROGRAM, "reproduce", "--exercises", "activation", "--seeds", "40", "--quiet"]


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
        return set(store.execute("SELECT id, setting, seed, seconds FROM trial"))


def report(folder):
    return [Path(folder, name).read_bytes() for name in ("report.html", "report.md")]


def check(condition, message):
    if not condition:
        sys.exit(message)


def run_with_kills(folder, seconds, randomness):
    """Starts again after each kill, so that the moments reach from the first write to the report."""
    kills = 0
    while kills < KILLS:
        before = stored(folder)
        process = start(folder)
        try:
            process.wait(timeout=randomness.uniform(0, seconds))
            check(process.returncode == 0, f"exit {process.returncode}: {process.stderr.read()}")
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += 1
        check(before <= stored(folder), "a complete trial was lost or computed again")
        if len(stored(folder)) == TRIALS:
            finish(start(folder))
            check(report(folder) == expected, "the report differs from an uninterrupted run's")
            for path in Path(folder).glob("trials.db*"):
                path.unlink()
    finish(start(folder))
    check(report(folder) == expected, "the report differs from an uninterrupted run's")


with tempfile.TemporaryDirectory() as scratch:
    begin = time.monotonic()
    finish(start(f"{scratch}/whole"))
    seconds = time.monotonic() - begin
    expected = report(f"{scratch}/whole")
    run_with_kills(f"{scratch}/killed", seconds, random.Random(1))

    together = [start(f"{scratch}/shared") for _ in range(2)]
    for process in together:
        finish(process)
    check(len(stored(f"{scratch}/shared")) == TRIALS, "two processes did not fill one store")
    check(report(f"{scratch}/shared") == expected, "the report of a shared store differs")

    process = start(f"{scratch}/interrupted")
    while process.poll() is None and not stored(f"{scratch}/interrupted"):
        pass  # it trains from its first result on for some time yet
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
