#!/bin/sh
# What an installed spiral-exp must do, wherever it is: name itself, draw, and compute the same bytes twice.
# Needs no Python, no compiler and no network; writes to a folder of its own under $TMPDIR.
#   smoke_test.sh PROGRAM
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "smoke test: $1" >&2
  exit 1
}

"$program" --version
"$program" activation --only relu,tanh --epochs 2 --plot png --out "$work" --quiet >/dev/null
for figure in activation-relu activation-tanh activation-overview; do
  magic=$(head -c 4 "$work/$figure.png" | tail -c 3) || fail "no $figure.png"
  [ "$magic" = PNG ] || fail "$figure.png is not a PNG"
done

# A model goes to its file and back.
"$program" train --epochs 2 --plot none --quiet --save "$work/model.pt" >/dev/null
printf '1,2\n3,4\n' | "$program" predict "$work/model.pt" >"$work/classes.csv"
[ "$(wc -l <"$work/classes.csv")" = 3 ] || fail "two points got no two answers"
"$program" plot "$work/model.pt" --plot svg --out "$work" >/dev/null

# Every optimizer, both losses, several seeds and threads: all but the times is the same.
results() {
  "$program" all --epochs 2 --train-size 500 --batch-size 50 --plot none --quiet --export-json - "$@" |
    sed 's/"seconds":[^,}]*/"seconds":0/g'
}
for engine in torch ensemble simd; do
  results --engine $engine --seeds 3 >"$work/first.json"
  results --engine $engine --seeds 3 >"$work/second.json"
  [ "$(grep -c '"seconds":0' "$work/first.json")" -gt 100 ] || fail "$engine: trials are missing"
  cmp "$work/first.json" "$work/second.json" || fail "$engine: the same command gave other bytes"
  sha256sum <"$work/first.json" | sed "s/-/$engine engine/"
done
