# A Slurm of this machine alone: source it, then start_cluster FOLDER and stop_cluster.
#
# munged, slurmctld and four slurmd run without systemd, as the user that starts them, on ports from
# CLUSTER_PORT on. Nodes n1 to n4 have one processor each. Of two partitions, "urgent" preempts "work":
# TERM, three seconds later KILL, then the job waits for its turn again.
# shellcheck shell=bash

NODES=4
CLUSTER_PORT=${CLUSTER_PORT:-17817}
export PATH=$PATH:/usr/sbin:/sbin

has_slurm() { command -v munged slurmctld slurmd sbatch srun >/dev/null; }

write_slurm_conf() {
  local state=$1 user
  user=$(id -un)
  cat >"$state/slurm.conf" <<END
ClusterName=spiral
SlurmctldHost=$(uname -n)(127.0.0.1)
SlurmctldPort=$CLUSTER_PORT
SlurmUser=$user
SlurmdUser=$user
AuthInfo=socket=$state/munge.socket,cred_expire=5
StateSaveLocation=$state/controller
SlurmctldPidFile=$state/slurmctld.pid
SlurmctldLogFile=$state/slurmctld.log
SlurmdSpoolDir=$state/%n
SlurmdPidFile=$state/%n.pid
SlurmdLogFile=$state/%n.log
MpiDefault=none
MailProg=/bin/true
TaskPlugin=task/none
ProctrackType=proctrack/pgid
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
JobRequeue=1
KillWait=3
ReturnToService=2
SlurmdParameters=config_overrides
SchedulerParameters=bf_interval=2,sched_interval=5
$(getent hosts "$(uname -n)" | grep -q '^127\.' && echo CommunicationParameters=NoCtldInAddrAny,NoInAddrAny)
NodeName=n[1-$NODES] NodeHostname=$(uname -n) NodeAddr=127.0.0.1 Port=[$((CLUSTER_PORT + 1))-$((CLUSTER_PORT + NODES))] CPUs=1
PartitionName=work Nodes=ALL Default=YES PriorityTier=1 GraceTime=3
PartitionName=urgent Nodes=ALL PriorityTier=10 PreemptMode=OFF
END
}

# Jobs inherit what a daemon has: a shell's background jobs ignore Ctrl-C.
start_daemon() {
  env --default-signal=INT,QUIT setsid "$@" </dev/null >>"$CLUSTER_STATE/daemons.log" 2>&1 &
  CLUSTER_PIDS+=($!)
}

# wait_for SECONDS COMMAND...: until it succeeds.
wait_for() {
  local tries=$(($1 * 10))
  shift
  while ! "$@"; do
    ((tries-- > 0)) || return 1
    sleep 0.1
  done
}

all_nodes_idle() { [ "$(timeout 5 sinfo -h -N -t idle -o %N 2>/dev/null | sort -u | wc -l)" = $NODES ]; }
no_jobs() { [ -z "$(squeue -h)" ]; }

start_cluster() {
  CLUSTER_STATE=$1
  CLUSTER_PIDS=()
  mkdir -p "$CLUSTER_STATE/controller"
  write_slurm_conf "$CLUSTER_STATE"
  export SLURM_CONF=$CLUSTER_STATE/slurm.conf
  mungekey -c -k "$CLUSTER_STATE/munge.key"
  start_daemon munged -F --key-file="$CLUSTER_STATE/munge.key" --socket="$CLUSTER_STATE/munge.socket" \
    --origin=127.0.0.1 --seed-file="$CLUSTER_STATE/munged.seed" --log-file="$CLUSTER_STATE/munged.log" \
    --pid-file="$CLUSTER_STATE/munged.pid"
  wait_for 5 test -S "$CLUSTER_STATE/munge.socket" || return 1
  start_daemon slurmctld -D
  for ((n = 1; n <= NODES; n++)); do
    mkdir -p "$CLUSTER_STATE/n$n"
    start_daemon slurmd -D -N "n$n"
  done
  wait_for 30 all_nodes_idle
}

stop_cluster() {
  timeout 5 scancel --state=PENDING,RUNNING,SUSPENDED -u "$(id -un)" 2>/dev/null
  wait_for 10 no_jobs 2>/dev/null
  kill "${CLUSTER_PIDS[@]}" 2>/dev/null
  wait "${CLUSTER_PIDS[@]}" 2>/dev/null
}
