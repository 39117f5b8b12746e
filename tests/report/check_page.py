"""Opens a report in headless Chromium, as a file and without a network.

    check_page.py SPIRAL_EXP

Exit status 77 without Chromium, which CTest reports as skipped.
"""

import csv
import html.parser
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    print("skipped: no chromium")
    sys.exit(77)

# Measures the report in a frame as wide as a telephone, and writes what it finds where a dump of the
# page shows it.
FRAME = """<!DOCTYPE html><title>frame</title>
<iframe src="report.html" width="{width}" height="800" style="border: 0"></iframe><pre></pre>
<script>
document.querySelector("iframe").onload = event => {{
  const page = event.target.contentDocument;
  const root = page.documentElement;
  document.querySelector("pre").textContent = JSON.stringify({{
    title: page.title,
    scroll: root.scrollWidth,
    client: root.clientWidth,
    headings: page.querySelectorAll("thead th[scope=col]").length,
    sortable: page.querySelectorAll("thead th:not(.picture)").length,
    ragged: [...page.querySelectorAll("tbody tr")].filter(
      row => row.cells.length !== row.closest("table").tHead.rows[0].cells.length).length,
    rows: page.querySelectorAll("tbody th[scope=row]").length,
    pictures: page.querySelectorAll("svg[role=img]").length,
    titles: page.querySelectorAll("svg[role=img] > title").length,
    sheets: page.querySelectorAll("svg.boundary path").length,
    buttons: page.querySelectorAll("thead button").length,
    filters: page.querySelectorAll("select option").length,
    wordless: [...page.querySelectorAll("a, summary")].filter(
      each => !each.textContent.trim() && !each.ariaLabel).length}});
}};
</script>"""


class Links(html.parser.HTMLParser):
    """What the page would load, or lead to."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.ids = []

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("src", "href", "xlink:href", "data")]
        self.ids += [value for name, value in attributes if name == "id"]


def check(condition, message):
    if not condition:
        sys.exit(message)


def measured(folder, width):
    frame = Path(folder, "frame.html")
    frame.write_text(FRAME.format(width=width))
    run = subprocess.run(
        [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
         "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", f"--user-data-dir={folder}/profile",
         "--virtual-time-budget=10000", "--dump-dom", frame.as_uri()],
        capture_output=True, text=True, check=True)
    check("CONSOLE" not in run.stderr, f"the console says: {run.stderr}")
    return json.loads(re.search("<pre>(.*?)</pre>", run.stdout).group(1))


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.argv[1], "reproduce", "--exercises", "linear,epochs,loss", "--seeds", "20", "--quiet",
                    "--out", folder], check=True, stdout=subprocess.DEVNULL)
    links = Links()
    text = Path(folder, "report.html").read_text()
    links.feed(text)
    inside = [link[1:] for link in links.found if link.startswith("#")]
    outside = [link for link in links.found if not link.startswith(("#", "data:text/csv,", "data:application/json,"))]
    check(not outside, f"the page is not by itself: {outside}")
    check(len(inside) > 20 and set(inside) <= set(links.ids), f"links lead nowhere: {set(inside) - set(links.ids)}")
    check(len(set(links.ids)) == len(links.ids), "two places have one id")
    tables = [urllib.parse.unquote(link.split(",", 1)[1]) for link in links.found if link.startswith("data:")]
    rows = [list(csv.DictReader(io.StringIO(text))) for text in tables[0::2]]
    check(rows == [json.loads(text) for text in tables[1::2]], "CSV and JSON of a table differ")
    check(any(row.get("case") == "linear" and row["published %"] == "58.20" for row in rows[0]), "no published number")
    check("@import" not in text and "url(" not in text, "the style loads something")
    for width in (390, 1200):
        page = measured(folder, width)
        print(width, page)
        check(page["title"] == "The two-spirals notebook, 20 seeds", "another page was loaded")
        check(page["scroll"] <= page["client"], f"at {width} pixels the page scrolls sideways")
        check(page["headings"] > 0 and page["rows"] > 0, "the tables have no headings")
        check(page["pictures"] == page["titles"] > 3, "a picture has no text")
        check(page["sheets"] > 50, "the boundaries are missing")
        check(page["ragged"] == 0, "a row has other columns than its table")
        check(page["buttons"] == page["sortable"] > 0 and page["filters"] > 2, "the page's script did nothing")
        check(page["wordless"] == 0, "a link has no words")
