#!/bin/sh
# apk-tools 2. Copy this file into an Alpine root and run it there with chroot. The pool has no two numbers that differ only in how many leading
# zeros they have: there apk-tools 2 and 3 do not agree, and our order follows 3.
while IFS="$(printf '\t')" read -r a b; do
  op=$(/sbin/apk version -t "$a" "$b") && printf '%s\t%s\t%s\n' "$a" "$op" "$b"
done
