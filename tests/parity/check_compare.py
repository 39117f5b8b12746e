"""Runs the Python scripts that documents show and compares them with spiral-exp, as a reader would.

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
# A document, the part of it that has a command and a script, and a change to the script that must show.
DOCUMENTS = (
    ("src/README.md", "## The contract with Python", ("lr=0.1", "lr=0.0999")),
    ("experiments/files/README.md", "## From Python", ("lr=0.5", "lr=0.4999")),
)
# What a document says of a split that is given: a line more of the file, another one of the script.
GIVEN_SPLIT = re.compile(r"With `(split = .*?)`.*?`(.*?)`", re.S)


def write_files(document, text, folder):
    """What the command reads: the document's experiment file, and the points beside the document."""
    for number, file in enumerate(re.findall(r"```toml\n(.*?)```", text, re.S)):
        assert number == 0, f"{document} has several experiment files"
        Path(folder, "two-moons.toml").write_text(file)
        shutil.copy(ROOT / Path(document).parent / "moons.csv", folder)


def check(program, document, heading, change, folder):
    text = (ROOT / document).read_text()
    section = text.split(heading)[1]
    command = re.search(r"`spiral-exp ((?:train|run) [^`]*?--export-json ours\.json)`", section).group(1)
    script = re.search(r"```python\n(.*?)```", section, re.S).group(1)
    write_files(document, text, folder)

    def run(arguments, **options):
        return subprocess.run(arguments, capture_output=True, text=True, cwd=folder, check=False, **options)

    def run_script(script):
        done = run([sys.executable, "-c", script])
        assert done.returncode == 0, done.stderr
        return done.stdout

    def compare(theirs):
        return run([program, "compare", "ours.json"], input=theirs)

    def check_same(script, seed="7"):
        words = command.replace("--seed 7", f"--seed {seed}").split()
        trained = run([program, *words, "--plot", "none", "--quiet"])
        assert trained.returncode == 0, trained.stderr
        theirs = run_script(script.replace("manual_seed(7)", f"manual_seed({seed})").replace('"seed": 7', f'"seed": {seed}'))
        same = compare(theirs)
        assert same.returncode == 0, same.stdout + same.stderr
        assert "Trials in both: 1; equal to the last bit: 1; different: 0." in same.stdout, same.stdout
        return theirs

    # Of another seed another number of points is right, whose share rounds otherwise.
    check_same(script, seed="9")
    theirs = check_same(script)

    other = json.loads(theirs)
    other["trials"][0]["train_error"][1] += 1e-9
    parted = compare(json.dumps(other))
    assert parted.returncode == 3, parted
    assert re.search(r"seed 7 +train_error, epoch 2 .* 1e-09", parted.stdout), parted.stdout
    assert parted.stderr == "spiral-exp: 1 of 1 trials differ\n", parted.stderr

    changed = script.replace(*change)
    assert changed != script
    assert compare(run_script(changed)).returncode == 3, "another rate passes for the same"
    if given := GIVEN_SPLIT.search(section):
        # With 33 points to validate on the last batch is short.
        file = Path(folder, "two-moons.toml")
        file.write_text(file.read_text().replace("val_size = 30", "val_size = 33"))
        script = script.replace("30", "33")
        check_same(script)
        file.write_text(file.read_text().replace("val_size = 33", f"val_size = 33\n{given.group(1)}"))
        split = re.sub(r"^val, train = .*", given.group(2).replace("30", "33"), script, flags=re.M)
        assert split != script
        check_same(split)
    print(f"the script of {document} and spiral-exp are equal to the last bit")


for document, heading, change in DOCUMENTS:
    with tempfile.TemporaryDirectory() as folder:
        check(sys.argv[1], document, heading, change, folder)
