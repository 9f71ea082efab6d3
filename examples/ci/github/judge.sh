#!/usr/bin/env bash
# Judges FOLDER and IMAGES; the results lie in a folder of their own, and the exit code is an output, so that they are told before it counts.
set -euo pipefail
seaworthy=${SEAWORTHY:-$GITHUB_ACTION_PATH/../../../seaworthy}
results=$(mktemp -d "${RUNNER_TEMP:-/tmp}/seaworthy.XXXXXX")
words=("$FOLDER")
while IFS= read -r image; do
  [ -z "$image" ] || words+=("$image")
done <<<"$IMAGES"
[ -z "$BASELINE" ] || words+=(--baseline "$BASELINE")
[ -z "$FAIL_ON" ] || words+=(--fail-on "$FAIL_ON")
code=0
"$seaworthy" ci "${words[@]}" -o table \
  -o json="$results/report.json" -o sarif="$results/report.sarif" -o markdown="$results/report.md" || code=$?
{
  echo "code=$code"
  echo "folder=$results"
  echo "report=$results/report.json"
} >>"$GITHUB_OUTPUT"
