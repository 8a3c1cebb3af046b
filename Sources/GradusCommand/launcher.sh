#!/bin/sh
# Finds the toolchain that gradus was built with before the loader would fail without it.
toolchain='@TOOLCHAIN@'
if [ ! -e "$toolchain/host/libSwiftParser.so" ]; then
  echo "gradus: the Swift toolchain in '$toolchain' is missing; install it again, or build gradus with the one you have" >&2
  exit 69
fi
self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
done
exec "$(dirname "$self")/../lib/gradus/gradus" "$@"
