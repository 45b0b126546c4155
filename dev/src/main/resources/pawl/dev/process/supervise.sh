# Runs one command of a Procfile ($1) and ends it, with all that it started, when Pawl ends: standard input is a pipe
# whose other end Pawl holds, so it ends with Pawl, however that happens.
exec 3<&0 </dev/null
# The terminal's Ctrl-C goes to every process; the command is stopped in order instead.
trap '' INT QUIT HUP
if command -v setsid >/dev/null 2>&1; then
  setsid sh -c "$1" 3<&- &
else
  # Job control gives the command a process group of its own, too.
  set -m
  sh -c "$1" 3<&- &
  set +m
fi
child=$!
send() {
  kill -s "$1" -- "-$child" 2>/dev/null || kill -s "$1" "$child" 2>/dev/null
}
(
  read -r _ <&3
  send TERM
  tries=0
  while kill -s 0 -- "-$child" 2>/dev/null && [ "$tries" -lt 30 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  send KILL
) >/dev/null 2>&1 &
watcher=$!
# From here on the output is the command's alone.
exec 3<&- >/dev/null 2>&1
wait "$child"
code=$?
send KILL
kill -s KILL "$watcher" 2>/dev/null
exit "$code"
