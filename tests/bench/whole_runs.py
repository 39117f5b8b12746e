"""Times whole commands: what the notebook takes in Python, and what a hundred seeds of it take here.

    whole_runs.py SPIRAL_EXP [SEEDS]     medians of three where runs are compared; JSON on standard output

With SEEDS, as 1000, it also runs that many of every exercise, one exercise after the other, for the memory
that they take.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "parity"))
import reference

NO_PLOT = ("--plot", "none")


def python_pass():
    """The notebook's Run All, seed 0, on one core as it is too small for more."""
    begin = time.perf_counter()
    for _ in reference.run_all(0, reference.whole_notebook()):
        pass
    return time.perf_counter() - begin


def measured(*options):
    """Wall seconds and the most memory, in MB, of one command."""
    begin = time.perf_counter()
    process = subprocess.Popen([sys.argv[1], *options, "--quiet"], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(options)}: status {status}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1000


def two_jobs_over_one():
    ratios = []
    for _ in range(3):
        one, two = (measured("activation", *NO_PLOT, "--seeds", "128", "--jobs", jobs)[0] for jobs in ("1", "2"))
        ratios.append(one / two)
    return statistics.median(ratios)


def main():
    report = {"two_jobs_over_one": two_jobs_over_one(), "python_pass_seconds": python_pass()}
    report["all_100_seeds_seconds"], report["all_100_seeds_mb"] = measured("all", *NO_PLOT, "--seeds", "100")
    with tempfile.TemporaryDirectory() as folder:
        for key in ("reproduce_100_seeds_seconds", "reproduce_when_all_is_stored_seconds"):
            report[key], _ = measured("reproduce", "--seeds", "100", "--out", folder)
    if len(sys.argv) > 2:
        report["memory_mb"] = {exercise: measured(exercise, *NO_PLOT, "--seeds", sys.argv[2])[1]
                               for exercise in reference.EXERCISES}
    print(json.dumps(report, indent=1))


main()
