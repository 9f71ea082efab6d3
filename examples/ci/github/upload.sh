#!/usr/bin/env bash
# Sends the SARIF to code scanning (POST /repos/OWNER/REPOSITORY/code-scanning/sarifs: gzip, then base64).
set -euo pipefail
[ -s "$RESULTS/report.sarif" ] || { echo 'there is no result to send'; exit 0; }
packed=$RESULTS/packed
gzip -c "$RESULTS/report.sarif" | base64 -w 0 >"$packed"
jq -n --rawfile sarif "$packed" --arg commit "$GITHUB_SHA" --arg ref "$GITHUB_REF" \
  '{commit_sha: $commit, ref: $ref, sarif: $sarif}' |
  gh api --method POST "repos/$GITHUB_REPOSITORY/code-scanning/sarifs" --input -
