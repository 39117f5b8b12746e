#!/bin/sh
# From a bare Debian to a run, in one command. Installs with apt what is missing, builds, then
#   bootstrap.sh run EXERCISE [OPTION...]   runs spiral-exp
#   bootstrap.sh test [CTEST OPTION...]     runs all tests
#   bootstrap.sh bench [ROUNDS [EPOCHS]]    times the engines against other libraries
#   bootstrap.sh format                     checks the format of the sources, without building
#   bootstrap.sh lint [COMMIT]              clang-tidy on what changed since COMMIT (default: the one before)
#   bootstrap.sh install GOAL               installs what one of these needs, and builds nothing
# What is installed or built already is not done again. SPIRAL_PRESET picks another preset than release.
set -eu

usage() {
  echo "usage: $0 run EXERCISE [OPTION...] | $0 test [CTEST OPTION...] | $0 bench [ROUNDS [EPOCHS]] |" \
    "$0 format | $0 lint [COMMIT] | $0 install GOAL" >&2
  exit 2
}
builds=yes
if [ "${1:-}" = install ]; then
  builds=no
  shift
fi
[ $# -ge 1 ] || usage
goal=$1
shift
case $goal in run | test | bench | format | lint) ;; *) usage ;; esac

cd "$(dirname "$0")/.."
preset=${SPIRAL_PRESET:-release}

wanted() {
  while read -r package need; do
    case $package in '#'* | '') continue ;; esac
    if [ "$need" = run ] || [ "$need" = "$goal" ] ||
      { [ "$goal" = bench ] && [ "$need" = test ]; }; then echo "$package"; fi
  done <cmake/debian-packages.txt
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing() {
  for choice in $(wanted); do
    found=
    for package in $(echo "$choice" | tr '|' ' '); do
      if is_installed "$package"; then found=$package; fi
    done
    [ -n "$found" ] || echo "${choice%%|*}"
  done | sort -u
}

install_missing() {
  packages=$(missing)
  [ -n "$packages" ] || return 0
  as_root=
  [ "$(id -u)" = 0 ] || as_root=sudo
  if ! command -v apt-get >/dev/null || ! command -v ${as_root:-env} >/dev/null; then
    echo "$0: missing:" $packages >&2
    echo "$0: install them as root, or their like where there is no apt" >&2
    exit 1
  fi
  echo "Installing with apt:" $packages >&2
  $as_root apt-get update -qq
  # shellcheck disable=SC2086 # one word a package
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $packages >/dev/null
}

build() {
  testing=ON
  [ "$goal" != run ] || [ -e "build/$preset/CTestTestfile.cmake" ] || testing=OFF
  # Configuring again is cheap, and tells a missing package from a broken build.
  cmake --preset "$preset" -DBUILD_TESTING=$testing >/dev/null
  cmake --build --preset "$preset"
}

install_missing
[ $builds = yes ] || exit 0
if [ "$goal" = format ]; then
  find src experiments tests -name '*.[ch]pp' -exec clang-format --dry-run -Werror {} +
  exit
fi
if [ "$goal" = lint ]; then
  commit=${1:-HEAD~1}
  if ! git rev-parse -q --verify "$commit^{commit}" >/dev/null; then
    echo "lint: skipped, there is no $commit to compare with"
    exit
  fi
  # GCC's precompiled headers are none of Clang's, and LibTorch 1.13's do not pass Clang 14: only the folders that
  # include no LibTorch are looked at.
  cmake --preset release -B build/lint -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DBUILD_TESTING=OFF >/dev/null
  git diff --name-only --diff-filter=d "$commit" -- 'experiments/*.cpp' 'src/*.cpp' ':!src/notebook' ':!src/engine' |
    xargs -r -n 1 -P "$(nproc)" clang-tidy --quiet -p build/lint
  exit
fi
if [ "$goal" = test ]; then
  build
  exec ctest --preset "$preset" -j "$(nproc)" "$@"
fi
build >&2
if [ "$goal" = bench ]; then
  exec "build/$preset/tests/bench/spiral-bench" "$@"
fi
exec "build/$preset/spiral-exp" "$@"
