"""Runs the experiment file and the Python script of experiments/files/README.md, as a reader would.

    check_file.py SPIRAL_EXP

Exit status 77 without PyTorch, which CTest reports as skipped.
"""

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

FOLDER = Path(__file__).parents[2] / "experiments" / "files"
TEXT = (FOLDER / "README.md").read_text()
FILE = re.search(r"```toml\n(.*?)```", TEXT, re.S).group(1)
SECTION = TEXT.split("## From Python")[1]
COMMAND = re.search(r"`spiral-exp (run .*?--export-json ours\.json)`", SECTION).group(1)
SCRIPT = re.search(r"```python\n(.*?)```", SECTION, re.S).group(1)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:

        def run(arguments, **options):
            options |= {"capture_output": True, "text": True, "cwd": folder}
            return subprocess.run(arguments, check=False, **options)

        def compare(script):
            theirs = run([sys.executable, "-c", script])
            assert theirs.returncode == 0, theirs.stderr
            return run([program, "compare", "ours.json"], input=theirs.stdout)

        shutil.copy(FOLDER / "moons.csv", folder)
        Path(folder, "two-moons.toml").write_text(FILE)
        trained = run([program, *COMMAND.split(), "--plot", "none", "--quiet"])
        assert trained.returncode == 0, trained.stderr

        same = compare(SCRIPT)
        assert same.returncode == 0, same.stdout + same.stderr
        assert "1; equal to the last bit: 1; different: 0." in same.stdout, same.stdout

        changed = SCRIPT.replace("lr=0.5", "lr=0.4999")
        assert changed != SCRIPT
        parted = compare(changed)
        assert parted.returncode == 3, parted
    print("the script of experiments/files/README.md and spiral-exp are equal to the last bit")


main()
