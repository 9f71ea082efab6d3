#!/bin/sh
# Builds a real kube-apiserver and keeps it, so that the webhook can be tried against one. Nobody publishes the program by itself; its source comes through
# the Go module proxy. Wants Go 1.26, about 10 minutes of processor time, 2 GB of memory and 3 GB of disk. Prints where the program is.
# The folder is $XDG_CACHE_HOME/seaworthy/kube-apiserver, else ~/.cache/seaworthy/kube-apiserver; a version that is there is not built again.
set -eu
version=1.34.4
cache="${XDG_CACHE_HOME:-$HOME/.cache}/seaworthy/kube-apiserver"
program="$cache/kube-apiserver-$version"
if [ -x "$program" ]; then
  echo "$program"
  exit 0
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"
printf 'module build.invalid/apiserver\n\ngo 1.26.0\n\ntool k8s.io/kubernetes/cmd/kube-apiserver\n\nrequire k8s.io/kubernetes v%s\n' "$version" >go.mod
export GOFLAGS=-mod=mod
go mod download "k8s.io/kubernetes@v$version" >&2
# The parts of Kubernetes are published as modules of their own, under the same minor and patch version.
source="$(go env GOMODCACHE)/k8s.io/kubernetes@v$version/go.mod"
grep -oE '^[[:space:]]+k8s.io/[a-z-]+ => \./staging' "$source" | awk '{ print $1 }' | while read -r module; do
  go mod edit -replace "$module=$module@v0.${version#1.}"
done
go mod tidy -e >&2
package=k8s.io/component-base/version
# Without a version clients cannot parse what the server says of itself.
go build -o apiserver -ldflags "-s -w -X $package.gitVersion=v$version -X $package.gitMajor=1 -X $package.gitMinor=34" \
  k8s.io/kubernetes/cmd/kube-apiserver >&2
mkdir -p "$cache"
mv apiserver "$program.$$"
mv "$program.$$" "$program"
echo "$program"
