# Ends the function processes of a host that is gone. The host holds the other end of standard input and writes
#   + PID   a process has been started; it leads a process group if the second word is a g
#   k PID   end this group now, and forget it
# End of input means that the host has ended, however it ended: then everything that is left is killed.
trap '' INT QUIT HUP TERM
end() {
  case $2 in
    g) kill -s KILL -- "-$1" 2>/dev/null ;;
  esac
  kill -s KILL "$1" 2>/dev/null
}
known=' '
while read -r verb pid kind; do
  case $verb in
    +) known="$known$pid:$kind " ;;
    k)
      case $known in
        *" $pid:g "*) kill -s KILL -- "-$pid" 2>/dev/null ;;
      esac
      rest=${known#*" $pid:"}
      if [ "$rest" != "$known" ]; then known="${known%%" $pid:"*} ${rest#* }"; fi
      ;;
  esac
done
for entry in $known; do end "${entry%%:*}" "${entry#*:}"; done
