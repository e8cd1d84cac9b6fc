#!/usr/bin/env bash
# install-nix-tarball.sh TARBALL: prints the bin directory of the Nix in a release tarball, to be put first on PATH.
#
# Unpacks what is missing of nix-V-SYSTEM/store/ into /nix/store and registers it with that Nix's own nix-store. It runs
# none of the tarball's scripts and touches no profile, no configuration and no shell start-up file. A second run only
# looks. A Nix that is there already keeps working: both share the store and its database, in any order of use.
set -euo pipefail

die() { printf 'install-nix-tarball: %s\n' "$*" >&2; exit 1; }

[ $# -eq 1 ] || die "expected one argument, the path of nix-V-SYSTEM.tar.xz"
tarball=$1
[ -r "$tarball" ] || die "$tarball: cannot be read; give the path of a Nix release tarball"

# Makes /nix/store ours to write, with the one sudo call that a first installation by an ordinary user needs.
prepare_store() {
  if [ ! -d /nix/store ]; then
    local as_root=()
    [ "$(id -u)" -eq 0 ] || [ -w /nix ] || as_root=(sudo -n)
    "${as_root[@]}" install -d -m 0755 -o "$(id -u)" -g "$(id -g)" /nix /nix/store
  fi
  [ -w /nix/store ] || die "/nix/store belongs to $(stat -c %U /nix/store), and $(id -un) cannot write to it; run this as that user"
}

# The store path of Nix itself, e.g. /nix/store/…-nix-2.34.8; other paths of its closure are called nix-…-man, nix-store, …
nix_path_in() {
  grep -E -m 1 '^/nix/store/[a-z0-9]{32}-nix-[0-9][0-9.]*$' "$1" || die "$tarball: .reginfo names no store path of Nix"
}

# Runs nix-store of the unpacked Nix without the build group, which a machine without Nix does not have.
registered_by() { NIX_CONFIG='build-users-group =' "$1/bin/nix-store" "${@:2}"; }

is_installed() { [ -x "$1/bin/nix-store" ] && registered_by "$1" --check-validity "$1" 2>/dev/null; }

# Renames each store path into place, so that an interrupted run leaves no half of one and the next run can go on.
place_store_paths() {
  local path target
  chmod -R a-w "$1"/store/*
  for path in "$1"/store/*; do
    target=/nix/store/${path##*/}
    [ -e "$target" ] && continue
    chmod u+w "$path" # a directory can only be renamed by an ordinary user who may write to it
    mv "$path" "$target"
    [ -d "$target" ] && chmod u-w "$target"
  done
}

prepare_store
exec 9</nix/store
flock 9 # test files run side by side, and each of them may come here first

scratch=$(mktemp -d /nix/install-XXXXXX)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT

tar -xJf "$tarball" -C "$scratch" --strip-components=1 --wildcards --occurrence=1 '*/.reginfo' ||
  die "$tarball: holds no .reginfo (wanted a Nix release tarball, nix-V-SYSTEM.tar.xz)"
nix=$(nix_path_in "$scratch/.reginfo")

if ! is_installed "$nix"; then
  tar -xJf "$tarball" -C "$scratch" --strip-components=1 --no-same-owner --wildcards '*/store/*'
  place_store_paths "$scratch"
  registered_by "$nix" --load-db < "$scratch/.reginfo"
fi
printf '%s/bin\n' "$nix"
