#!/usr/bin/env bash
# Tells the result in the pull request: one comment, which each run rewrites.
set -euo pipefail
[ -s "$RESULTS/report.md" ] || { echo 'there is no result to tell'; exit 0; }
# Longer comments are refused.
head -c 60000 "$RESULTS/report.md" >"$RESULTS/comment.md"
gh pr comment "$NUMBER" --repo "$GITHUB_REPOSITORY" --edit-last --create-if-none --body-file "$RESULTS/comment.md"
