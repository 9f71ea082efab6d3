#!/bin/sh
# dpkg. Pairs that dpkg refuses are left out.
while IFS="$(printf '\t')" read -r a b; do
  dpkg --compare-versions "$a" lt "$b" 2>/dev/null; less=$?
  dpkg --compare-versions "$a" eq "$b" 2>/dev/null; equal=$?
  case "$less$equal" in
    01) op='<' ;;
    10) op='=' ;;
    11) op='>' ;;
    *) continue ;;
  esac
  printf '%s\t%s\t%s\n' "$a" "$op" "$b"
done
