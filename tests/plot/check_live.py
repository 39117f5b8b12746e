"""Watches the live view: in a real window under Xvfb, and in a real terminal.

    check_live.py SPIRAL_EXP

Exit status 77 without Xvfb, python3-xlib or a gnuplot that opens windows, which CTest reports as
skipped.
"""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile

try:
    from Xlib import XK, X, display
    from Xlib.ext import xtest
    from Xlib.protocol import event
except ImportError:
    print("skipped: no python3-xlib")
    sys.exit(77)

WINDOW_TERMINALS = {"qt", "wxt"}


def start_xvfb():
    """The server and its name; it picks a free one and tells it on a pipe."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "820x460x24"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    return server, ":" + os.fdopen(read_end).readline().strip()


class Screen:
    def __init__(self, name):
        self.display = display.Display(name)
        self.root = self.display.screen().root
        self.root.change_attributes(event_mask=X.SubstructureNotifyMask)

    def next_window(self):
        """Waits for a window of spiral-exp to open."""
        while True:
            happened = self.display.next_event()
            if happened.type == X.MapNotify and "spiral-exp" in (self.title(happened.window) or ""):
                return happened.window

    def title(self, window):
        return window.get_wm_name()

    def pixels(self):
        """(b, g, r, unused) of each pixel of the screen."""
        size = self.root.get_geometry()
        return self.root.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF).data

    def press(self, window, name):
        window.set_input_focus(X.RevertToParent, X.CurrentTime)
        code = self.display.keysym_to_keycode(XK.string_to_keysym(name))
        for kind in (X.KeyPress, X.KeyRelease):
            xtest.fake_input(self.display, kind, code)
        self.display.sync()

    def close(self, window):
        """Asks as a window manager does when the user clicks the cross."""
        atom = self.display.intern_atom
        message = (32, [atom("WM_DELETE_WINDOW"), X.CurrentTime, 0, 0, 0])
        window.send_event(
            event.ClientMessage(window=window, client_type=atom("WM_PROTOCOLS"), data=message)
        )
        self.display.sync()


def colours(pixels):
    """How many pixels are red points, blue points and of the half-transparent map."""
    red = blue = on_map = 0
    for at in range(0, len(pixels), 4):
        b, g, r = pixels[at], pixels[at + 1], pixels[at + 2]
        if r > 200 and g < 60 and b < 60:
            red += 1
        elif r < 60 and g < 60 and b > 200:
            blue += 1
        elif max(r, g, b) - min(r, g, b) > 20 and min(r, g, b) > 100:
            on_map += 1
    return red, blue, on_map


def kill_gnuplots(session):
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/stat", encoding="utf-8") as stat:
                name, numbers = stat.read().split("(", 1)[1].rsplit(")", 1)
        except OSError:  # it has ended meanwhile
            continue
        if name.startswith("gnuplot") and int(numbers.split()[3]) == session:
            os.kill(int(process), signal.SIGKILL)


def wait_for_frame(screen, training):
    while min(colours(screen.pixels())) < 300:
        assert training.poll() is None, training.communicate()


def check_window(screen, start, end):
    """A window opens, shows points and a map, moves while the training goes on, and ends with it."""
    training = start("activation", "--only", "relu", "--epochs", "100000")
    screen.next_window()
    wait_for_frame(screen, training)
    for _ in range(3):
        before = screen.pixels()
        while screen.pixels() == before:
            assert training.poll() is None, training.communicate()
    training.send_signal(end)
    error = training.communicate()[1]
    assert training.returncode == (130 if end == signal.SIGINT else -end), (training.returncode, error)
    while max(colours(screen.pixels())) > 0:  # the window is closed
        pass


def check_closing(screen, start, folder):
    """The training goes on to its end when the user closes the window, and all is well."""
    results = os.path.join(folder, "closed.json")
    training = start("activation", "--only", "relu", "--epochs", "400", "--export-json", results)
    screen.close(screen.next_window())
    output, error = training.communicate()
    assert (training.returncode, error) == (0, ""), (training.returncode, error)
    assert "published %" in output
    assert len(json.load(open(results))["trials"][0]["train_error"]) == 400


def check_killing(screen, start):
    """A gnuplot that is killed is told, and costs no result."""
    training = start("activation", "--only", "relu", "--epochs", "4000")
    screen.next_window()
    wait_for_frame(screen, training)
    kill_gnuplots(training.pid)
    output, error = training.communicate()
    assert training.returncode == 1, training.returncode
    assert re.fullmatch("spiral-exp: gnuplot[^\n]*\n", error), error
    assert "published %" in output


def check_leafing(screen, start, end):
    """At the end every figure is a key away, until the user ends the view or the program is killed."""
    training = start("activation", "--only", "relu,tanh", "--epochs", "2")
    window = screen.next_window()

    def wait_for_page(page, figure):
        title = f"spiral-exp {page} of 3: activation-{figure}"
        while screen.title(window) != title:
            assert training.poll() is None, training.communicate()

    wait_for_page(3, "overview")
    for key, page, figure in (("n", 1, "relu"), ("Right", 2, "tanh"), ("x", 2, "tanh"),
                              ("Prior", 1, "relu"), ("p", 3, "overview")):
        wait_for_frame(screen, training)
        screen.press(window, key)
        wait_for_page(page, figure)
    if end == "q":
        screen.press(window, "q")
    else:
        training.send_signal(end)
    error = training.communicate()[1]
    assert (training.returncode, error) == (0 if end == "q" else -end, ""), (training.returncode, error)
    while max(colours(screen.pixels())) > 0:  # the window is closed
        pass


def check_terminal(program):
    """Frames follow each other in place, then make room for the table."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(program, [program, "working-model", "--epochs", "900", "--plot", "ascii"])
    screen = b""
    try:
        while piece := os.read(terminal, 65536):
            screen += piece
    except OSError:  # how a terminal tells that its other side is closed
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    live, _, end = screen.decode().rpartition("\033[J")
    epochs = [int(n) for n in re.findall(r"working-model: working, epoch (\d+) of 900", live)]
    assert len(epochs) >= 3 and epochs == sorted(set(epochs)), epochs
    assert live.count("\0337") == live.count("\0338") == len(epochs)
    assert "published %" in end and "decision boundary, Acc: " in end


def main():
    program = sys.argv[1]
    words = subprocess.run(["gnuplot", "-e", "print GPVAL_TERMINALS"], capture_output=True, text=True)
    if shutil.which("Xvfb") is None or not WINDOW_TERMINALS & set(words.stderr.split()):
        print("skipped: no Xvfb, or no gnuplot with windows")
        sys.exit(77)
    server, name = start_xvfb()
    try:
        with tempfile.TemporaryDirectory() as folder:

            def start(*arguments, DISPLAY=name):
                return subprocess.Popen(
                    [program, *arguments, "--quiet", "--plot", "window"],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    start_new_session=True,
                    env={**os.environ, "DISPLAY": DISPLAY},
                )

            screen = Screen(name)
            for end in (signal.SIGINT, signal.SIGKILL):
                check_window(screen, start, end)
            check_closing(screen, start, folder)
            check_killing(screen, start)
            for end in ("q", signal.SIGKILL):
                check_leafing(screen, start, end)
        check_terminal(program)
    finally:
        server.kill()
        server.wait()
    print("live view: all as it should be")


main()
