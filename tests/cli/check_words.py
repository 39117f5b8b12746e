"""Compares the manual page and the shells' completions with the help.

    check_words.py SPIRAL_EXP

Real shells complete real words; the page goes through mandoc's lint.
"""

import functools
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = sys.argv[1]


def text_of(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=True, **more).stdout


def check(condition, message):
    if not condition:
        sys.exit(message)


@functools.cache
def commands():
    listed = text_of(PROGRAM, "--help").split("in its order:")[1].split("Examples:")[0]
    return re.findall(r"^  ([a-z-]+) ", listed, re.M)


@functools.cache
def options_of(command):
    return set(re.findall(r"^  (--[a-z-]+)", text_of(PROGRAM, command, "--help"), re.M))


@functools.cache
def examples_of(*page):
    return re.findall(r"^  (\S.*spiral-exp .*|spiral-exp .*)", text_of(PROGRAM, *page).split("Examples:")[1], re.M)


def check_manual():
    page = text_of(PROGRAM, "manual")
    lint = subprocess.run(["mandoc", "-Tlint", "-Wwarning"], input=page, capture_output=True, text=True)
    # The page has a version in place of a date.
    warnings = [line for line in lint.stdout.splitlines() if "missing date" not in line]
    check(not warnings, f"mandoc: {warnings}")
    plain = re.sub(".\x08", "", text_of("mandoc", "-Tascii", input=page))
    for command in commands():
        check(re.search(rf"^ +{command}\b", plain, re.M), f"the manual has no {command}")
        for option in options_of(command):
            check(re.search(rf"^ +{option}\b", plain, re.M), f"the manual has no {option}")
    one_line = " ".join(plain.split())
    exercises = commands()[1:commands().index("all")]  # all have alike examples, which the help shows
    for page in [(), *([name] for name in commands() if name not in exercises)]:
        for example in examples_of(*page, "--help"):
            check(example in one_line, f"the manual has no {example}")
    for section in ("EXAMPLES", "FILES", "EXIT STATUS", "ENVIRONMENT", "SEE ALSO"):
        check(re.search(rf"^{section}$", plain, re.M), f"the manual has no {section}")


def bash_completes(script, *words):
    line = 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _spiral_exp 2>/dev/null; printf "%s\\n" "${COMPREPLY[@]}"'
    return set(text_of("bash", "-c", line, script, "spiral-exp", *words).split())


def fish_completes(script, *words):
    line = f"source {script}; complete -C 'spiral-exp {' '.join(words)}'"
    environment = {**os.environ, "HOME": str(Path(script).parent)}
    return {row.split("\t")[0] for row in text_of("fish", "-c", line, env=environment).splitlines()}


def read_until(terminal, end):
    text = ""
    while end not in text:
        if not select.select([terminal], [], [], 30)[0]:
            sys.exit(f"zsh says no {end!r}: {text}")
        text += os.read(terminal, 65536).decode(errors="replace")
    return text


def zsh_completes(script, lines):
    """What an interactive zsh lists after a tab, for each of the lines."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="dumb", COLUMNS="200", LINES="999", HOME=str(Path(script).parent))
        os.execvp("zsh", ["zsh", "-f", "-i"])
    setup = f"fpath=({Path(script).parent} $fpath); autoload -U compinit; compinit -u -D"
    os.write(terminal, f"{setup}; print rea''dy\n".encode())
    read_until(terminal, "ready\r\n")
    lists = []
    for line in lines:
        os.write(terminal, f"{line}\t\t".encode())
        listed = read_until(terminal, "--help")
        clear = "\x15"
        os.write(terminal, f"{clear}print don''e\n".encode())
        lists.append(listed + read_until(terminal, "done\r\n"))
    os.kill(pid, signal.SIGKILL)
    os.close(terminal)
    os.waitpid(pid, 0)
    return lists


def check_completions(folder):
    scripts = {"bash": f"{folder}/bash", "fish": f"{folder}/fish", "zsh": f"{folder}/_spiral-exp"}
    for shell, script in scripts.items():
        Path(script).write_text(text_of(PROGRAM, "completions", shell))
    names = commands()
    lists = zsh_completes(scripts["zsh"], [f"spiral-exp {name} --" for name in names])
    for name, listed in zip(names, lists):
        offered = set(re.findall(r"--[a-z][a-z-]*", listed))
        check(offered == options_of(name), f"zsh: {name} has {offered}")
    for complete, script in ((bash_completes, scripts["bash"]), (fish_completes, scripts["fish"])):
        name = complete.__name__
        for command in names:
            check(complete(script, command[:-1]) >= {command}, f"{name}: no {command}")
            offered = complete(script, command, "--")
            check(offered == options_of(command), f"{name}: {command} has {offered}")
        check(complete(script, "activation", "--plot", "p") == {"png", "pdf"}, f"{name}: plot formats")
        check(complete(script, "infer", "te") == {"test-set"}, f"{name}: exercises")
        folders = {path.rstrip("/") for path in complete(script, "all", "--out", folder[:-1])}
        check(folder in folders, f"{name}: folders")


with tempfile.TemporaryDirectory() as folder:
    check_manual()
    check_completions(folder)
