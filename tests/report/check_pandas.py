"""Runs the pandas lines of the README on exports of spiral-exp, as a reader would.

    check_pandas.py SPIRAL_EXP

Exit status 77 without pandas, which CTest reports as skipped.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import pandas
except ModuleNotFoundError as error:
    print(f"skipped: {error}")
    sys.exit(77)

README = (Path(__file__).parents[2] / "README.md").read_text()
COMMAND = re.search(r"`spiral-exp (activation [^`]*--export-json runs\.json)`", README).group(1)
LINES = re.search(r"```python\n(import json, pandas\n.*?)```", README, re.S).group(1).splitlines()
PROGRAM = Path(sys.argv[1]).resolve()
SEEDS, EPOCHS = 3, 4


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=True)


def check_same(table, records):
    """The table's numbers are those of JSON; read_csv may round the last bit."""
    for figure in ("seed", "accuracy", "train_accuracy", "overfit", "boundary_width", "seconds"):
        expected = [float("nan") if r[figure] is None else r[figure] for r in records]
        pandas.testing.assert_series_equal(table[figure], pandas.Series(expected, name=figure), rtol=1e-14)
    assert list(table["case"]) == [r["case"] for r in records]
    assert table["activate_last_hidden"].dtype == bool


def check_runs():
    run(*COMMAND.split(), "--plot", "none", "--quiet", "--seeds", str(SEEDS), "--epochs", str(EPOCHS))
    records = json.loads(Path("runs.json").read_text())["trials"]
    assert len(records) == 5 * SEEDS, len(records)
    frames = {}
    for number, line in enumerate(LINES):
        exec(line, frames)  # the lines a reader types
        if "read_csv" in line or "json_normalize" in line:
            check_same(frames["runs"], records)
            frames[number] = frames["runs"]
    assert len([key for key in frames if isinstance(key, int)]) == 2, LINES
    epochs = frames["epochs"]
    assert len(epochs) == 5 * SEEDS * EPOCHS, epochs
    assert list(epochs["train_error"]) == [error for r in records for error in r["train_error"]]


def check_numbers():
    run("check", "linear", "58.2", "--seeds", "39", "--quiet", "--export-json", "check.json")
    numbers = pandas.json_normalize(json.load(open("check.json"))["numbers"])
    assert list(numbers["published"]) == [58.2], numbers
    assert list(numbers["verdict"]) == ["compatible"], numbers


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    check_runs()
    check_numbers()
    os.chdir("/")
print(f"pandas {pandas.__version__} opens the exports by the lines of the README")
