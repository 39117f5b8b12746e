"""Judges every experiment file of experiments/files by a few seeds.

    check_files.py SPIRAL_EXP

Each has to name its source, and its report to give a verdict on each published number and on each
claim.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "experiments" / "files"


def judge(program, path):
    text = path.read_text()
    assert re.search(r"^#.* https://", text, re.M), f"{path.name} names no source"
    with tempfile.TemporaryDirectory() as out:
        command = [program, "reproduce", str(path), "--seeds", "4", "--out", out, "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        exercises = json.loads(Path(out, "certificate.json").read_text())["exercises"]
        report = Path(out, "report.md").read_text()
    claims = [claim for exercise in exercises for claim in exercise["claims"]]
    numbers = [number for exercise in exercises for number in exercise["numbers"]]
    assert [claim["id"] for claim in claims] == re.findall(r'{ id = "(.*?)"', text), path
    assert [number["case"] for number in numbers] == re.findall(r'{ case = "(.*?)"', text), path
    for claim in claims:
        assert f"| {claim['id']} | {claim['verdict']} |" in report, claim
    for number in numbers:
        assert f"| {number['case']} | {number['verdict']} |" in report, number
    return len(numbers), len(claims)


def main():
    paths = sorted(FOLDER.glob("*.toml"))
    assert len(paths) >= 2, paths
    for path in paths:
        numbers, claims = judge(sys.argv[1], path)
        assert claims > 0, path
        print(f"{path.name}: a verdict on {numbers} numbers and {claims} claims")


main()
