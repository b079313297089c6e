# SPDX-License-Identifier: Apache-2.0
# Runs a command while a process stands still for 100 ms of each 500: stumbling.sh PID COMMAND... See docs/comparison.md.
set -eu
process=$1
shift
stumble() {
  trap 'kill -CONT "$process"; exit 0' TERM
  while :; do
    sleep 0.4
    kill -STOP "$process"
    sleep 0.1
    kill -CONT "$process"
  done
}
stumble &
trap 'kill $!; wait' EXIT
"$@"
