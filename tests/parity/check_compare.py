"""Runs the Python scripts of two documents and compares them with spiral-exp, as a reader would.

    check_compare.py SPIRAL_EXP

Exit status 77 without PyTorch, which CTest reports as skipped.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import torch  # noqa: F401
except ModuleNotFoundError as error:
    print(f"skipped: {error}")
    sys.exit(77)

ROOT = Path(__file__).parents[2]
# A document, and the part of it that has a command and a script.
DOCUMENTS = (("src/README.md", "## The contract with Python"), ("experiments/files/README.md", "## From Python"))


def check(program, document, heading, folder):
    section = (ROOT / document).read_text().split(heading)[1]
    command = re.search(r"`spiral-exp ((?:train|run) [^`]*?--export-json ours\.json)`", section).group(1)
    script = re.search(r"```python\n(.*?)```", section, re.S).group(1)
    for pattern in ("*.toml", "*.csv"):
        for file in (ROOT / document).parent.glob(pattern):
            shutil.copy(file, folder)

    def run(arguments, **options):
        return subprocess.run(arguments, capture_output=True, text=True, cwd=folder, check=False, **options)

    trained = run([program, *command.split(), "--plot", "none", "--quiet"])
    assert trained.returncode == 0, trained.stderr
    theirs = run([sys.executable, "-c", script]).stdout

    same = run([program, "compare", "ours.json"], input=theirs)
    assert same.returncode == 0, same.stdout + same.stderr
    assert "Trials in both: 1; equal to the last bit: 1; different: 0." in same.stdout, same.stdout

    other = json.loads(theirs)
    other["trials"][0]["train_error"][1] += 1e-9
    parted = run([program, "compare", "ours.json"], input=json.dumps(other))
    assert parted.returncode == 3, parted
    assert re.search(r"seed 7 +train_error, epoch 2 .* 1e-09", parted.stdout), parted.stdout
    assert parted.stderr == "spiral-exp: 1 of 1 trials differ\n", parted.stderr
    print(f"the script of {document} and spiral-exp are equal to the last bit")


for document, heading in DOCUMENTS:
    with tempfile.TemporaryDirectory() as folder:
        check(sys.argv[1], document, heading, folder)
