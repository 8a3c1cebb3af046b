#!/usr/bin/env bash
# Calls 'gradus check' with what the action's inputs say; lists have one element a line.
set -euo pipefail

arguments=()
add_lines() {
  local line
  while IFS= read -r line; do
    line="${line%$'\r'}"
    [ -n "$line" ] && arguments+=("$line")
  done <<< "$1"
  return 0
}

add_lines "${GRADUS_ARGUMENTS:-}"
[ -n "${GRADUS_SHARD:-}" ] && arguments+=("--shard=$GRADUS_SHARD")
[ -n "${GRADUS_CHANGED_SINCE:-}" ] && arguments+=("--changed-since=$GRADUS_CHANGED_SINCE")
[ -n "${GRADUS_JUNIT:-}" ] && arguments+=("--junit=$GRADUS_JUNIT")
arguments+=(--)
add_lines "${GRADUS_PATHS:-.}"
exec "${GRADUS:-gradus}" check "${arguments[@]}"
