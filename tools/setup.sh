# Sourced by ./seaworthy and tools/with-node.sh, which set $root. Defines:
#   ensure_installed  dependencies are there and no older than the lock file; sets $node, the Node to run
#   ensure_built      dist/ is there and no older than the sources
# When nothing is to be done, both cost one `find` together and start no Node. Whatever is printed goes to standard error.

# shellcheck shell=sh disable=SC2154
npm_record=$root/node_modules/.package-lock.json
install_stamp=$root/node_modules/.seaworthy-installed
build_stamp=$root/dist/.seaworthy-built
lock=$root/.cache/setup-lock

fail() {
  printf 'seaworthy: %s\n' "$1" >&2
  exit 1
}

# The stamp is written last and holds the path of a Node that has answered. `npm ci` starts by removing node_modules, and the stamp with it,
# so an interrupted install leaves none. npm's own record is newer than the lock file after somebody has added a dependency by hand.
installed() {
  [ -f "$install_stamp" ] && [ -f "$npm_record" ] || return 1
  for file in "$root/package-lock.json" "$root/tools/node/package.json"; do
    # `-nt` (is newer than) is in POSIX since 2024, and in every sh since long before.
    if [ "$file" -nt "$install_stamp" ] && [ "$file" -nt "$npm_record" ]; then return 1; fi
  done
  IFS= read -r node <"$install_stamp" || return 1
  [ "$node" = node ] || [ -x "$node" ]
}

# Folders count too: their time changes when a file goes. All of tools counts, since the build is made of more files there than build.ts; some of them
# have no part in it, and then it is built once too often. Tests and the compiler's projects are no part of it.
built() {
  [ -f "$build_stamp" ] && [ -f "$root/dist/doors/cli/main.js" ] || return 1
  [ -z "$(find "$root/src" "$root/tools" "$root/package.json" "$install_stamp" \
    ! -name '*.test.ts' ! -name tsconfig.json -newer "$build_stamp" -print -quit)" ]
}

# A process of another user does not let itself be signalled, but is there all the same.
alive() {
  kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]
}

# The lock is a symbolic link that points at the number of the process which holds it: made in one step, and never without its holder.
take_lock() {
  { mkdir -p "$root/.cache" && [ -w "$root/.cache" ]; } 2>/dev/null || fail "cannot write in $root: install and build it once as its owner"
  waited=0
  until ln -s "$$" "$lock" 2>/dev/null; do
    holder=$(readlink "$lock" 2>/dev/null) || continue
    if ! alive "$holder"; then
      break_lock "$holder"
      continue
    fi
    [ "$waited" -ne 0 ] || printf 'seaworthy: another run (process %s) is setting up; waiting for it\n' "$holder" >&2
    waited=$((waited + 1))
    [ "$waited" -lt 900 ] || fail "still waiting for process $holder; if it has nothing to do with Seaworthy, remove $lock"
    sleep 1
  done
  trap 'rm -f "$lock"' EXIT
  trap 'rm -f "$lock"; trap - EXIT; exit 130' INT
  trap 'rm -f "$lock"; trap - EXIT; exit 143' TERM HUP
}

# Removes the lock of a process that is gone. Only one process may do so at a time, or a second one could remove the lock that a third has
# taken meanwhile.
break_lock() {
  if ln -s "$$" "$lock.breaking" 2>/dev/null; then
    [ "$(readlink "$lock" 2>/dev/null)" != "$1" ] || rm -f "$lock"
    rm -f "$lock.breaking"
  else
    sleep 1
    breaker=$(readlink "$lock.breaking" 2>/dev/null) || return 0
    alive "$breaker" || rm -f "$lock.breaking"
  fi
}

release_lock() {
  rm -f "$lock"
  trap - EXIT INT TERM HUP
}

# Every dependency is a development dependency (the build bundles them), so an environment that leaves those out must not count.
npm_ci() {
  (cd "$root" && npm ci --ignore-scripts --include=dev --include=optional --no-audit --no-fund --no-update-notifier --loglevel=error >&2)
}

# The pinned Node where there is one for this machine and it runs; else the one on the path, if it is new enough.
choose_node() {
  for candidate in "$root/node_modules/.bin/node" node; do
    if "$candidate" -e 'const [a, b, c] = process.versions.node.split(".").map(Number);
      process.exit(a > 24 || (a === 24 && b >= 15) || (a === 22 && (b > 22 || (b === 22 && c >= 2))) ? 0 : 1)' 2>/dev/null; then
      node=$candidate
      return 0
    fi
  done
  return 1
}

ensure_installed() {
  installed && return 0
  command -v npm >/dev/null 2>&1 || fail 'npm is needed to install (Node 20 or newer brings it): https://nodejs.org'
  take_lock
  if ! installed; then
    printf 'seaworthy: installing (once)\n' >&2
    # A second try, for an install that somebody else was removing at the same time.
    npm_ci || npm_ci || fail 'npm ci failed, see above'
    choose_node || fail 'there is no pinned Node for this machine, and the one on the path is too old: Node 22.22.2, 24.15 or newer is needed'
    printf '%s\n' "$node" >"$install_stamp.$$" && mv -f "$install_stamp.$$" "$install_stamp"
  fi
  release_lock
}

ensure_built() {
  built && return 0
  take_lock
  if ! built; then
    printf 'seaworthy: building\n' >&2
    # Its time is the start of the build: a source that changes while the build runs is built again.
    mkdir -p "$root/dist"
    : >"$build_stamp.$$"
    if ! "$node" "$root/tools/build.ts" >&2; then
      rm -f "$build_stamp.$$"
      fail 'the build failed, see above'
    fi
    mv -f "$build_stamp.$$" "$build_stamp"
  fi
  release_lock
}
