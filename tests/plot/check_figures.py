"""Draws real figures with the real gnuplot and looks at their pixels.

    check_figures.py SPIRAL_EXP

Exit status 77 without gnuplot, which CTest reports as skipped.
"""

import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zlib


def png(path):
    """Width, height and rows of (r, g, b) of an 8-bit PNG."""
    data = open(path, "rb").read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", path
    width, height, depth, kind = struct.unpack(">IIBB", data[16:26])
    assert depth == 8 and kind in (2, 6), (depth, kind)
    packed, at = b"", 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += 12 + length
    raw, bytes_a_pixel = zlib.decompress(packed), 3 if kind == 2 else 4
    stride = width * bytes_a_pixel
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        filter_type, line = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for i in range(stride):
            left = line[i - bytes_a_pixel] if i >= bytes_a_pixel else 0
            up, corner = above[i], above[i - bytes_a_pixel] if i >= bytes_a_pixel else 0
            if filter_type == 1:
                line[i] = (line[i] + left) & 255
            elif filter_type == 2:
                line[i] = (line[i] + up) & 255
            elif filter_type == 3:
                line[i] = (line[i] + (left + up) // 2) & 255
            elif filter_type == 4:
                guess = left + up - corner
                nearest = min((left, up, corner), key=lambda v: abs(guess - v))
                line[i] = (line[i] + nearest) & 255
        rows.append([tuple(line[i : i + 3]) for i in range(0, stride, bytes_a_pixel)])
        above = line
    return width, height, rows


def frames_of(rows):
    """Left, right, top and bottom of each box, by the black lines around it."""
    dark = lambda pixel: max(pixel) < 80
    width, height = len(rows[0]), len(rows)

    def runs(line, least):
        found, start = [], None
        for at in range(len(line) + 1):
            if at < len(line) and dark(line[at]):
                start = at if start is None else start
            elif start is not None:
                if at - start >= least:
                    found.append((start, at - 1))
                start = None
        return found

    frames = []
    for y, row in enumerate(rows):
        for left, right in runs(row, width // 8):
            for top, bottom in runs([rows[at][left] for at in range(height)], height // 2):
                if abs(y - top) <= 1 and not any(abs(left - other[0]) <= 2 for other in frames):
                    frames.append((left, right, top, bottom))
    return sorted(frames)


def count(rows, left, right, test):
    return sum(test(*pixel) for row in rows for pixel in row[left:right])


def is_red(r, g, b):
    return r > 200 and g < 60 and b < 60


def is_blue(r, g, b):
    return r < 60 and g < 60 and b > 200


def is_map(r, g, b):
    """Neither grey nor a point: the half-transparent palette."""
    return max(r, g, b) - min(r, g, b) > 20 and min(r, g, b) > 100


def check_comparison(path):
    width, height, rows = png(path)
    assert (width, height) == (1600, 400), (width, height)
    frames = frames_of(rows)
    assert len(frames) == 4, frames
    assert len({(top, bottom) for _, _, top, bottom in frames}) == 1, frames
    panels = [(left, right) for left, right, _, _ in frames]
    for name, test, wanted in (
        ("red", is_red, (False, True, True, True)),
        ("blue", is_blue, (False, True, True, True)),
        ("map", is_map, (False, False, False, True)),
    ):
        for panel, (left, right) in enumerate(panels):
            found = count(rows, left, right, test)
            threshold = 20000 if name == "map" else 300
            assert (found > threshold) == wanted[panel], (path, panel, name, found)


def main():
    program = sys.argv[1]
    if shutil.which("gnuplot") is None:
        print("skipped: no gnuplot")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:

        def run(*arguments):
            command = [program, *arguments, "--quiet", "--out", folder]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0 and done.stderr == "", done.stderr
            return done.stdout

        def file(name):
            return os.path.join(folder, name)

        # At the notebook's own learning rate and 40 epochs relu tells the classes apart.
        output = run("activation", "--only", "relu,elu", "--epochs", "40", "--plot", "png")
        for name in ("relu", "elu", "overview"):
            assert file(f"activation-{name}.png") in output.splitlines(), output
        check_comparison(file("activation-relu.png"))
        assert png(file("activation-overview.png"))[:2] == (800, 400)

        run("activation", "--only", "relu", "--epochs", "2", "--plot", "png", "--plot-size", "250")
        assert png(file("activation-relu.png"))[:2] == (1000, 250)

        run("learning-rate", "--only", "0.1/3x5,0.1/3x10,1/3x5", "--epochs", "2", "--plot", "svg")
        for name in ("0.1", "1", "overview"):
            root = xml.etree.ElementTree.parse(file(f"learning-rate-{name}.svg")).getroot()
            assert root.tag.endswith("svg")

        # The median seed's model is the one that is drawn: its map has the accuracy of its result.
        run("activation", "--only", "relu", "--seeds", "5", "--epochs", "20", "--plot", "svg")
        drawn = re.search(r"Acc: ([0-9.]+)%", open(file("activation-relu.svg")).read()).group(1)
        listed = re.search(r"relu: ([0-9.]+)%", open(file("activation-overview.svg")).read()).group(1)
        first = run("activation", "--only", "relu", "--epochs", "20", "--plot", "none")
        assert drawn == listed, (drawn, listed)
        assert drawn not in first, "the median of these seeds must not be the first"

        run("linear", "--epochs", "2", "--plot", "pdf")
        for name in ("linear", "convergence", "overview"):
            assert open(file(f"linear-{name}.pdf"), "rb").read(5) == b"%PDF-"

        run("activation", "--only", "tanh", "--epochs", "12", "--gif-every", "5", "--plot", "gif")
        gif = open(file("activation-tanh.gif"), "rb").read()
        assert gif[:6] == b"GIF89a" and gif.count(b"\x21\xf9\x04") == 14  # epochs 1, 5, 10, 12, which stays for ten more
        left = [name for name in os.listdir(folder) if not name.endswith((".png", ".svg", ".pdf", ".gif"))]
        assert not left, left

        def memory_of(frames):
            command = [program, "linear", "--epochs", str(frames), "--gif-every", "1", "--plot", "gif",
                       "--train-size", "100", "--grid-step", "0.03", "--quiet", "--out", folder]
            # The address sanitizer would keep what is freed.
            options = os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1"
            process = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, env={**os.environ, "ASAN_OPTIONS": options}
            )
            _, status, usage = os.wait4(process.pid, 0)
            assert status == 0, status
            return usage.ru_maxrss / 1024

        few, many = memory_of(2), memory_of(30)  # a frame has 2 MB of data
        assert many < few + 20, f"{few:.0f} MB for 2 frames, {many:.0f} MB for 30"

        text = run("working-model", "--epochs", "40", "--plot", "ascii")
        assert "decision boundary, Acc: " in text and "ooo" in text and "..." in text, text

        # The smallest size holds the figure with the most panels.
        run("learning-rate", "--epochs", "1", "--train-size", "100", "--plot", "png", "--plot-size", "100")

        # A training that diverged has a picture too.
        run("loss", "--only", "3x10/bce", "--epochs", "2", "--batch-size", "1", "--learning-rate",
            "1e30", "--train-size", "200", "--plot", "png")
    print("figures: all as they should be")


main()
