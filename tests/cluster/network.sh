#!/usr/bin/env bash
# A store on a file system that is no local disk (here FUSE's, by bindfs) keeps to one process and to
# SQLite's rollback journal, and loses nothing complete to a kill.
#
#     tests/cluster/network.sh SPIRAL_EXP
#
# Skipped, with exit status 77, where bindfs is missing or nothing can be mounted.
set -u
program=$(realpath "${1:?usage: network.sh SPIRAL_EXP}")
scratch=$(mktemp -d)
trap 'fusermount -u "$scratch/share" 2>/dev/null || umount "$scratch/share" 2>/dev/null; rm -rf "$scratch"' EXIT
mkdir "$scratch/disk" "$scratch/share"
bindfs "$scratch/disk" "$scratch/share" 2>/dev/null || { echo "skipped: no bindfs, or it cannot mount"; exit 77; }
fail() {
  echo "network.sh: $*" >&2
  exit 1
}
cd "$scratch" || exit 1
reproduce=("$program" reproduce --exercises activation --seeds 16 --quiet --out)

"${reproduce[@]}" whole >/dev/null || fail "the local run fails"
for stored in 1 20 60; do
  "${reproduce[@]}" share/out >/dev/null &
  # To read it would lock it: how much is there shows in the file's size.
  while kill -0 $! && [ "$(stat -c %s disk/out/trials.db || echo 0)" -lt $((60000 + stored * 5000)) ]; do :; done \
    2>/dev/null
  kill -KILL $!
  wait $! 2>/dev/null
  [ ! -e disk/out/trials.db-wal ] || fail "a write-ahead log on a network file system"
done
"${reproduce[@]}" share/out >/dev/null &
first=$!
"${reproduce[@]}" share/out >/dev/null || fail "a second process does not wait for the first"
wait $first || fail "the first of two processes fails"
for file in report.md report.html certificate.json; do
  cmp "share/out/$file" "whole/$file" || fail "$file differs from that on a local disk"
done
echo "a store on $(stat -f -c %T share) survived three kills and two processes at once"
