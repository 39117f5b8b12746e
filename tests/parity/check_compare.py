"""Runs the Python script of src/README.md and compares it with spiral-exp, as a reader would.

    check_compare.py SPIRAL_EXP

Exit status 77 without PyTorch, which CTest reports as skipped.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import torch  # noqa: F401
except ModuleNotFoundError as error:
    print(f"skipped: {error}")
    sys.exit(77)

README = Path(__file__).parents[2] / "src" / "README.md"
SECTION = README.read_text().split("## The contract with Python")[1]
COMMAND = re.search(r"`spiral-exp (train .*?--export-json ours\.json)`", SECTION).group(1)
SCRIPT = re.search(r"```python\n(.*?)```", SECTION, re.S).group(1)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:

        def run(arguments, **options):
            return subprocess.run(arguments, capture_output=True, text=True, cwd=folder, check=False, **options)

        trained = run([program, *COMMAND.split(), "--plot", "none", "--quiet"])
        assert trained.returncode == 0, trained.stderr
        theirs = run([sys.executable, "-c", SCRIPT]).stdout

        same = run([program, "compare", "ours.json"], input=theirs)
        assert same.returncode == 0, same.stdout + same.stderr
        assert "Trials in both: 1; equal to the last bit: 1; different: 0." in same.stdout, same.stdout

        other = json.loads(theirs)
        other["trials"][0]["train_error"][1] += 1e-9
        parted = run([program, "compare", "ours.json"], input=json.dumps(other))
        assert parted.returncode == 3, parted
        assert re.search(r"seed 7 +train_error, epoch 2 .* 1e-09", parted.stdout), parted.stdout
        assert parted.stderr == "spiral-exp: 1 of 1 trials differ\n", parted.stderr
    print("the script of src/README.md and spiral-exp are equal to the last bit")


main()
