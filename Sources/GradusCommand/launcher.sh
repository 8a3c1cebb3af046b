#!/bin/sh
# Finds the toolchain that gradus was built with before the loader would fail without it.
toolchain='@TOOLCHAIN@'
size='@SIZE@'
if [ ! -e "$toolchain/host/libSwiftParser.so" ]; then
  echo "gradus: the Swift toolchain in '$toolchain' is missing; install it again, or build gradus with the one you have" >&2
  exit 69
fi
# Another release has another parser, which gradus could not load.
if [ "$(stat -Lc %s "$toolchain/host/libSwiftParser.so")" != "$size" ]; then
  echo "gradus: the Swift toolchain in '$toolchain' is not the one gradus was built with; run 'make install' in the repository of Gradus again" >&2
  exit 69
fi
case $0 in */*) self=$0 ;; *) self=./$0 ;; esac
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=${self%/*}/$link ;; esac
done
exec "${self%/*}/../lib/gradus/gradus" "$@"
