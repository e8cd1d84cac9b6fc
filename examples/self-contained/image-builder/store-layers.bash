# Builds the list of store layers: one line for each layer, oldest first, with the store paths that it holds.
#
# A path comes after everything it refers to, so that the bottom layers are those that change least. What exceeds
# $maxStoreLayers goes into the last layer together.

set -euo pipefail
declare -A references visited
ordered=()

# Reads what Nix wrote for exportReferencesGraph: path, deriver (may be empty), number of references, the references.
read_closure() {
  local path count reference
  while read -r path; do
    read -r _
    read -r count
    references[$path]=
    while [ $((count--)) -gt 0 ]; do
      read -r reference
      [ "$reference" = "$path" ] || references[$path]+=" $reference"
    done
  done
}

# Sorts store paths by name; the hash, which changes with every build, only decides between equal names.
by_name() { [ $# -eq 0 ] || printf '%s\n' "$@" | sort -k 1.45; }

visit() {
  [ -z "${visited[$1]-}" ] || return 0
  visited[$1]=yes
  local reference
  for reference in $(by_name ${references[$1]}); do visit "$reference"; done
  [ "$1" = "$roots" ] || ordered+=("$1")
}

read_closure < closure
visit "$roots"

for i in "${!ordered[@]}"; do
  separator=$'\n'
  [ "$i" -lt $((maxStoreLayers - 1)) ] || [ "$i" -eq $((${#ordered[@]} - 1)) ] || separator=' '
  printf '%s%s' "${ordered[i]}" "$separator"
done > "$out"
