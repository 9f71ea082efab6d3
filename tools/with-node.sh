#!/bin/sh
# with-node.sh [--built] COMMAND [ARGUMENT...]: installs (and builds) where needed, then runs the command with the pinned Node first on the
# path. npm scripts go through it, so that a fresh clone and an old system Node are no hindrance.
set -eu
root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/tools/setup.sh"
ensure_installed
if [ "$1" = --built ]; then
  shift
  ensure_built
fi
case $node in
  */*) PATH=${node%/*}:$root/node_modules/.bin:$PATH ;;
  *) PATH=$root/node_modules/.bin:$PATH ;;
esac
export PATH
exec "$@"
