"""Measures the texts of figures in headless Chromium: none overlaps another, none is cut.

    check_text.py SPIRAL_EXP

Exit status 77 without gnuplot or Chromium, which CTest reports as skipped.
"""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

for needed in ("gnuplot", "chromium"):
    if shutil.which(needed) is None:
        print(f"skipped: no {needed}")
        sys.exit(77)

# Options that make a training short. The texts do not depend on how well it fits.
SHORT = ("--epochs", "2", "--train-size", "200", "--val-size", "100", "--grid-step", "1", "--quiet")
EXERCISES = ("linear", "activation", "learning-rate", "loss", "test-set")
SIZES = (
    ("--plot-size", "100"),
    ("--plot-size", "1000"),
    ("--figure-width", "6.5in", "--font-size", "9"),
    ("--figure-width", "84mm", "--font-size", "7", "--panel", "convergence,boundary"),
)
SWEEPS = (
    ("--vary", "hidden=3x10"),
    ("--vary", "learning-rate=0.1,0.01,0.001,0.0001", "--vary", "hidden=3x5,3x10,10-5-3,6x100"),
    ("--vary", "noise=" + ",".join(f"{n / 100:g}" for n in range(20))),
)

# Every two texts of a figure that overlap by more than their rims, and every text that leaves its
# figure, in parts of a line's height; letters reach neither the top nor the bottom of their box.
PAGE = """<!DOCTYPE html><meta charset="utf-8">{figures}<pre></pre><script>
const found = [];
for (const svg of document.querySelectorAll("svg")) {{
  const whole = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].filter(each => each.textContent.trim());
  const boxes = texts.map(each => each.getBoundingClientRect());
  boxes.forEach((a, i) => {{
    const line = Math.min(a.height, a.width);
    const rim = .2 * line;
    if (a.left < whole.left - .5 || a.right > whole.right + .5 ||
        a.top < whole.top - rim || a.bottom > whole.bottom + rim) {{
      found.push([svg.id, "cut", texts[i].textContent]);
    }}
    for (let k = 0; k < i; ++k) {{
      const b = boxes[k];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > .5 && down > 2 * rim) {{
        found.push([svg.id, "overlap", texts[k].textContent, texts[i].textContent]);
      }}
    }}
  }});
}}
document.querySelector("pre").textContent = JSON.stringify(
  {{found: found, texts: document.querySelectorAll("text").length}});
</script>"""


def texts_alone(svg, name):
    """The figure without what is no text, which is most of it."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<(path|use|polygon|circle|rect)\b[^>]*?/>", "", body, flags=re.S)
    body = re.sub(r"<defs>.*?</defs>", "", body, flags=re.S)
    return body.replace("<svg", f'<svg id="{html.escape(name)}" style="display: block"', 1)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        figures = []

        def draw(*arguments):
            out = Path(folder, str(len(figures)))
            command = [program, *arguments, *SHORT, "--plot", "svg", "--out", str(out)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0 and done.stderr == "", (arguments, done.stderr)
            for path in sorted(out.glob("*.svg")):
                figures.append(texts_alone(path.read_text(), " ".join(arguments) + ": " + path.stem))

        for exercise in EXERCISES:
            draw(exercise)
        for size in SIZES:
            draw("activation", "--seed", "7", *size)
            draw("learning-rate", "--seeds", "4", *size)
            for sweep in SWEEPS:
                draw("sweep", *sweep, "--seeds", "4", *size)

        page = Path(folder, "page.html")
        page.write_text(PAGE.format(figures="\n".join(figures)))
        dump = subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri()],
            capture_output=True, text=True, check=True,
        ).stdout
        result = json.loads(html.unescape(re.search(r"<pre>(.*?)</pre>", dump, re.S).group(1)))
        for problem in result["found"][:40]:
            print(*problem, sep=" | ")
        assert result["texts"] > 10 * len(figures), result["texts"]
        assert not result["found"], f"{len(result['found'])} texts of {len(figures)} figures"
    print(f"texts: {result['texts']} of {len(figures)} figures, none cut, none over another")


main()
