"""Asks infer what it can know: every seed's own trainings play the notebook.

    check_calibration.py SPIRAL_EXP

Of 50 seeds of batch-size under four values of the epochs, a weight that infer gives a held-out row must be right as
often as it says, within .1 in each of five bins.
"""

import re
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    text = subprocess.run(
        [sys.argv[1], "infer", "batch-size", "--vary", "epochs=50,100,150,200", "--seeds", "50", "--quiet",
         "--out", folder], check=True, capture_output=True, text=True).stdout
bins = re.findall(r"^(0\.\d to \d\.\d) +(\d+) +(0\.\d+) +(\d\.\d+)$", text, re.MULTILINE)
print(text)
if len(bins) != 5 or sum(int(weights) for _, weights, _, _ in bins) != 4 * 4 * 50:
    sys.exit("the reliability table has not the weights of 200 rows in five bins")
for name, _, mean, right in bins:
    if abs(float(mean) - float(right)) > 0.1:
        sys.exit(f"weights from {name} are {mean} on average and right in {right} of the rows")
if "speak for epochs=100" not in text:
    sys.exit("the published row no longer speaks for 100 epochs")
