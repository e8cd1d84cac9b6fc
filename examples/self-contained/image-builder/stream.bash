# The body of a stream script: writes the docker-archive to stdout and what it is doing to stderr.
#
# Each layer is made more than once, first for the hash that names it, then for its bytes: nothing is written to disk.
# `--repo_tag NAME:TAG` gives the image another name.

case ${1-} in
  "") ;;
  --repo_tag | -t) repo_tag=${2:?"$1 wants NAME:TAG"} ;;
  *) echo "$0: unknown argument $1 (expected --repo_tag NAME:TAG or none)" >&2; exit 2 ;;
esac

members= diff_ids= history= # elements of JSON arrays, each with a comma before it

store_paths() {
  local path
  tar_directory 755 /nix
  tar_directory 755 /nix/store
  for path in "$@"; do tar_tree "$path" "$path"; done
}

# add_layer PATHS COMMAND…: the layer that COMMAND writes; PATHS is what its history entry tells.
add_layer() {
  local digest size
  digest=$("${@:2}" | sha256sum) digest=${digest%% *}
  size=$("${@:2}" | wc -c)
  tar_file 444 "$size" "$digest/layer.tar" "${@:2}"
  members+=",\"$digest/layer.tar\""
  diff_ids+=",\"sha256:$digest\""
  history+=",{\"created\":\"$created\",\"comment\":\"store paths: $1\"}"
}

add_layers() {
  local number=0 list paths
  while read -ra paths; do
    printf -v list ", '%s'" "${paths[@]}"
    echo "Creating layer $((number += 1)) from paths: [${list:2}]" >&2
    add_layer "[${list:2}]" tar_archive store_paths "${paths[@]}"
  done < "$store_layers"
  echo "Creating layer $((number += 1)) with customisation..." >&2
  add_layer "['$customisation_layer']" cat "$customisation_layer/layer.tar"
}

add_text() { tar_file 444 ${#2} "$1" printf %s "$2"; }

# The configuration is named by its hash; the manifest, which names everything, comes last.
add_manifests() {
  local image_config name
  echo "Adding manifests..." >&2
  image_config="{\"created\":\"$created\",\"architecture\":\"$architecture\",\"os\":\"linux\",\"config\":$config,"
  image_config+="\"rootfs\":{\"diff_ids\":[${diff_ids:1}],\"type\":\"layers\"},\"history\":[${history:1}]}"
  name=$(printf %s "$image_config" | sha256sum) name=${name%% *}.json
  add_text "$name" "$image_config"
  add_text manifest.json "[{\"Config\":\"$name\",\"RepoTags\":[\"$repo_tag\"],\"Layers\":[${members:1}]}]"
}

image() {
  add_layers
  add_manifests
}

tar_archive image
echo "Done." >&2
