#!/bin/sh
# One image for each Debian release: builds it, in which every test runs on that release's LibTorch and against
# its python3-torch, runs it as a careful user would, and prints a line of a table.
#   docker/matrix.sh [RELEASE...]           bookworm, trixie and forky where none is named
# DOCKER_BUILD_OPTIONS is handed to docker build.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- bookworm trixie forky
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() { # TARGET TAG
  # shellcheck disable=SC2086 # one word an option
  docker build ${DOCKER_BUILD_OPTIONS:-} --build-arg DEBIAN="$release" \
    --build-arg REVISION="$(git rev-parse --short HEAD 2>/dev/null || echo unknown)" \
    --target "$1" -t "$2" -f docker/Dockerfile . >"$work/$release.log" 2>&1 || {
    tail -n 100 "$work/$release.log" >&2
    echo "$0: $release: the stage $1 failed" >&2
    exit 1
  }
}

careful() { # DOCKER OPTION... IMAGE ARGUMENT...
  docker run --rm --user 4321:4321 --read-only --tmpfs /tmp --cap-drop ALL --network none "$@"
}

smoke_test() {
  careful -v "$PWD/tests/smoke_test.sh:/smoke_test.sh:ro" --entrypoint /smoke_test.sh "$1" \
    /usr/bin/spiral-exp
}

check_files() { # the figures belong to the user who asked for them
  mkdir -m 777 "$work/$release"
  careful -v "$work/$release:/out" "$1" activation --only relu --epochs 2 --plot png --out /out \
    --quiet >/dev/null
  owner=$(stat -c %u "$work/$release/activation-relu.png")
  [ "$owner" = 4321 ] || {
    echo "$0: $release: the figure belongs to user $owner, not to 4321, who asked for it" >&2
    exit 1
  }
}

echo "| Debian | LibTorch | BLAS | python3-torch | tests passed | of them parity | image | the same bytes twice | when |"
echo "| :-- | :-- | :-- | :-- | --: | --: | --: | :-- | :-- |"
for release in "$@"; do
  image=spiral-exp:$release
  build test "$image-test"
  build runtime "$image"
  in_test() { docker run --rm --network none --entrypoint sh "$image-test" -c "$1"; }
  tests=$(in_test "sed -n 's/^.*tests passed, 0 tests failed out of //p' build/tests.log")
  parity=$(in_test "sed -n 's/^parity .*(\([0-9]*\) tests)$/\1/p' build/tests.log")
  python=$(in_test "/usr/bin/python3 -c 'import torch; print(torch.__version__)'")
  check_files "$image"
  smoke_test "$image" >"$work/first"
  smoke_test "$image" >"$work/second"
  cmp "$work/first" "$work/second"
  version() { sed -n "s/^$1 //p" "$work/first"; }
  size=$(($(docker image inspect -f '{{.Size}}' "$image") / 1000000))
  echo "| $release | $(version LibTorch) | $(version BLAS) | $python | $tests | $parity | $size MB | yes |" \
    "$(date +%Y-%m-%d) |"
done
