"""Exports to files that can be written but not replaced.

    check_in_place.py SPIRAL_EXP

A file that is mounted, as `docker run -v` mounts it, and another user's in a sticky folder.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = sys.argv[1]
EXPORT = f"{PROGRAM} dataset --plot none --export-csv"
OTHER_USER = 4321


def can(*command):
    return subprocess.run(command, capture_output=True).returncode == 0


def check_export(*command, file):
    """The command writes the whole file, and puts nothing beside it."""
    before = sorted(os.listdir(file.parent))
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    text = file.read_text()
    assert text.startswith("x,y,label\n") and text.count("\n") == 4001, text[:100]
    assert sorted(os.listdir(file.parent)) == before, os.listdir(file.parent)


def check_mounted(folder):
    source, target = folder / "all.csv", folder / "out" / "all.csv"
    target.parent.mkdir()
    for file in (source, target):
        file.write_text("old\n")
    mount = f"mount --bind {source} {target} && {EXPORT} {target}"
    inode = source.stat().st_ino
    check_export("unshare", "--map-root-user", "--mount", "sh", "-c", mount, file=source)
    assert source.stat().st_ino == inode, "the mounted file is another one now"


def check_sticky(folder):
    folder.chmod(0o1777)
    file = folder / "ours.csv"
    file.write_text("old\n")
    file.chmod(0o666)
    other = ["setpriv", f"--reuid={OTHER_USER}", f"--regid={OTHER_USER}", "--clear-groups"]
    check_export(*other, "sh", "-c", f"{EXPORT} {file}", file=file)
    assert file.stat().st_uid == os.getuid(), "the file has changed hands"


skipped = []
with tempfile.TemporaryDirectory() as scratch:
    os.chmod(scratch, 0o755)
    for name, check, is_possible in (
        ("mounted", check_mounted, can("unshare", "--map-root-user", "--mount", "true")),
        ("sticky", check_sticky, os.getuid() == 0 and can("setpriv", f"--reuid={OTHER_USER}", PROGRAM, "list")),
    ):
        folder = Path(scratch, name)
        folder.mkdir()
        if is_possible:
            check(folder)
        else:
            skipped.append(name)
if skipped:
    print(f"skipped, for it takes rights that are missing: {', '.join(skipped)}")
    sys.exit(77)
