#!/usr/bin/env bash
# A reproduction as an array of eight shards on a real Slurm, which is cancelled, requeued, preempted and
# killed at random moments, must end with the report of one machine, byte for byte.
#
#     tests/cluster/slurm.sh SPIRAL_EXP [OPTION OF REPRODUCE...]
#
# The job script is that of src/study/README.md. SEED chooses the moments (default: another one each
# time), DISRUPTIONS how many (12). Skipped, with exit status 77, where slurm-wlm and munge are not
# installed.
set -u
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "${1:?usage: slurm.sh SPIRAL_EXP [OPTION OF REPRODUCE...]}")
shift
options=${*:---seeds 64 --exercises linear,first-model,working-model,epochs}
RANDOM=${SEED:=$RANDOM}
# shellcheck source=cluster.sh
. "$here/cluster.sh"
has_slurm || { echo "skipped: slurm-wlm or munge is missing"; exit 77; }

scratch=$(mktemp -d)
trap 'stop_cluster; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
fail() {
  echo "slurm.sh, SEED=$SEED: $*" >&2
  tail -n 5 "$scratch"/*.out >&2
  exit 1
}
cd "$scratch" || exit 1
chmod 755 "$scratch" # munged refuses to work where others may write
umask 022
export PATH="$(dirname "$program"):$PATH" ATEN_CPU_CAPABILITY=avx2 OPENBLAS_NUM_THREADS=1

# Only the size and what is asked for differ from the script that readers see.
sed -n '/^#!\/bin\/bash$/,/^```$/p' "$here/../../src/study/README.md" | sed '/^```$/d' |
  sed "s/--cpus-per-task=[0-9]*/--cpus-per-task=1/; s/--seeds 1000/$options/" >job.sh
grep -q -e "$options" job.sh || fail "src/study/README.md has no job script"

# disrupt TASK: in one of four ways.
disrupt() {
  case $((RANDOM % 4)) in
    0) how=requeued; scontrol requeue "$1" ;;
    1) how=cancelled; scancel "$1" ;;
    2) how=killed; pkill -KILL -n -f "libexec/spiral-exp.*|spiral-exp reproduce" ;;
    3) how=preempted; sbatch -p urgent -o urgent.out --wrap true ;;
  esac >/dev/null 2>&1 && echo "$how" >>disruptions
}

start_cluster "$scratch/slurm" || { echo "skipped: Slurm does not start here"; tail "$scratch"/slurm/*.log; exit 77; }
sbatch -o '%a.out' job.sh >/dev/null || fail "sbatch refuses the job"
for ((i = 0; i < ${DISRUPTIONS:-12}; i++)); do
  sleep "0.$((RANDOM % 10))"
  task=$(squeue -h -p work -t R -o %i | shuf -n 1 --random-source=<(yes $RANDOM))
  [ -z "$task" ] || disrupt "$task"
done
wait_for 300 no_jobs || fail "the array does not end"

# Once more for what was cancelled or killed: what is complete ends at once.
for try in 1 2 3; do
  spiral-exp merge merged results/shard-*-of-8 >merge.out 2>&1 && break
  [ $try -lt 3 ] || fail "$(cat merge.out)"
  sbatch --wait -o '%a.out' job.sh >/dev/null
done
spiral-exp report merged >/dev/null || fail "no report"
# shellcheck disable=SC2086 # several options
spiral-exp reproduce $options --quiet --out whole >/dev/null || fail "one machine cannot do it"
for file in report.md report.html certificate.json; do
  cmp "merged/$file" "whole/$file" || fail "$file differs from one machine's"
done
echo "SEED=$SEED: $(sort disruptions | uniq -c | xargs); the merged report is that of one machine"
