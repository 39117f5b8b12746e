#!/bin/sh
# Compares spiral-exp with the Python of a PyTorch from PyPI, on the LibTorch inside that package.
#   tests/parity/wheel.sh VERSION [SEED]     VERSION such as 2.9.1; 2.7.0 or later
# Makes a virtual environment under build/ (5 to 7 GB, most of it for GPUs), builds against it, and runs the tests
# that compare with Python, save and open models, draw figures, and use the store: with the kernels pinned that
# tests/README.md names, then the comparisons once more with nothing pinned. With SEED, a whole Run All too, which
# takes Python minutes. It ends with a line of the table in tests/parity/README.md.
# PYTHON names the Python to start from, JOBS how many tests run at once.
set -eu
[ $# -ge 1 ] || {
  echo "usage: $0 VERSION [SEED]" >&2
  exit 2
}
version=$1
seed=${2:-}
cd "$(dirname "$0")/../.."
folder=$PWD/build/wheel-$version
python=$folder/python/bin/python
build=$folder/build
mkdir -p "$folder"

if ! "$python" -c 'import torch' 2>/dev/null; then
  "${PYTHON:-/usr/bin/python3}" -m venv "$folder/python"
  "$python" -m pip install --quiet --no-cache-dir "torch==$version" numpy
fi

cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSPIRAL_TORCH="$python" \
  >"$folder/configure.log"
cmake --build "$build" --target spiral-exp spiral-weights

pinned() { env ATEN_CPU_CAPABILITY=avx2 MKL_CBWR=COMPATIBLE PYTHONDONTWRITEBYTECODE=1 "$@"; }
unpinned() { env -u ATEN_CPU_CAPABILITY -u MKL_CBWR PYTHONDONTWRITEBYTECODE=1 "$@"; }
failed=0

ctest --test-dir "$build" -j "${JOBS:-$(nproc)}" --output-on-failure --output-log "$folder/tests.log" \
  -R 'Python|generator that trainings leave|figures hold|is killed|in place|same bytes twice' || failed=1
tests=$(sed -n 's/^.*tests passed, \([0-9]*\) tests* failed out of \([0-9]*\)$/\2, \1 failed/p' "$folder/tests.log")
bits=$(pinned "$build/spiral-exp" all --engine simd --epochs 1 --quiet --plot none --export-json - |
  sed -n 's/.*"bits":"\([a-z]*\)".*/\1/p')

exercises='linear first-model working-model architecture activation neurons batch-size learning-rate epochs
  optimizer loss test-set'
equal=0
for exercise in $exercises; do
  if unpinned "$python" tests/parity/compare.py "$build/spiral-exp" "$build/tests/parity/spiral-weights" \
    "$exercise" --epochs 3 --seed 7 --seeds 2; then equal=$((equal + 1)); else failed=1; fi
done

run_all='not run'
if [ -n "$seed" ]; then
  run_all=$(pinned "$python" tests/parity/run_all.py "$build/spiral-exp" "$seed") || failed=1
  echo "$run_all"
  run_all=$(echo "$run_all" | tail -n 1 | sed 's/;.*//')
fi

versions=$(pinned "$build/spiral-exp" --version)
of() { echo "$versions" | sed -n "s/^$1 //p"; }
echo "| torch | BLAS | arithmetic | tests, pinned | SIMD engine's bits, pinned | Run All, pinned |" \
  "exercises equal, not pinned | when |"
echo "| $version | $(of BLAS) | $(of arithmetic) | $tests | $bits | $run_all | $equal of 12 | $(date +%Y-%m-%d) |"
exit $failed
