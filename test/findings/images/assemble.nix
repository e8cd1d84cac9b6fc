# Images from any layers, for what no sensible builder makes: the same path twice, other modes, other times.
{ programs, tar }:
let
  inherit (programs) bash build busybox;

  # A layer of the archive that `write` prints; its hash and size are known once it is built.
  layer = { name, write, mtime ? "00000000001", ... }@attributes: build (removeAttrs attributes [ "write" ] // {
    name = "layer-${name}";
    script = ''
      source ${tar}
      eval "$(declare -f tar_block | sed "s/mtime=00000000001/mtime=$mtime/")"
      mkdir "$out"
      ${write}
      hash=$(sha256sum < "$out/layer.tar")
      printf '%s %s' "''${hash%% *}" "$(wc -c < "$out/layer.tar")" > "$out/facts"
    '';
    inherit mtime;
  });
in rec {
  # Store paths with what Nix holds of them, and nothing of what they refer to.
  storeLayer = paths: storeLayerOf { inherit paths; };
  storeLayerOf = { paths, mtime ? "00000000001" }: layer {
    name = "store";
    inherit paths mtime;
    write = ''
      write_store_paths() {
        tar_directory 755 /nix
        tar_directory 755 /nix/store
        for path in $paths; do tar_tree "$path" "$path"; done
      }
      tar_archive write_store_paths > "$out/layer.tar"
    '';
  };

  # What a script leaves in the folder that becomes `/`.
  rootLayer = commands: layer {
    name = "root";
    inherit commands;
    write = ''
      mkdir root
      (cd root && eval "$commands")
      tar_archive tar_tree root . > "$out/layer.tar"
    '';
  };

  # A program that writes the docker-archive to stdout.
  image = { name, layers, config ? { }, created ? "2026-01-05T09:00:00Z", architecture ? "amd64", tag ? "1.0" }: build {
    inherit name;
    layerFolders = layers;
    configJson = builtins.toJSON config;
    text = ''
      #!${bash}/bin/bash
      PATH=${busybox}/bin
      source ${tar}
    '';
    script = ''
      members= diff_ids= files=
      for folder in $layerFolders; do
        read -r hash size < "$folder/facts" || true
        members+=",\"$hash/layer.tar\"" diff_ids+=",\"sha256:$hash\""
        files+="  tar_file 444 $size $hash/layer.tar cat $folder/layer.tar"$'\n'
      done
      image_config="{\"created\":\"${created}\",\"architecture\":\"${architecture}\",\"os\":\"linux\",\"config\":$configJson,"
      image_config+="\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[''${diff_ids:1}]}}"
      mkdir "$out"
      printf %s "$image_config" > "$out/config.json"
      hash=$(sha256sum < "$out/config.json")
      printf %s "[{\"Config\":\"''${hash%% *}.json\",\"RepoTags\":[\"${name}:${tag}\"],\"Layers\":[''${members:1}]}]" > "$out/manifest.json"
      {
        printf '%s' "$text"
        printf 'members() {\n%s' "$files"
        printf '  tar_file 444 %s %s.json cat %s\n' "$(wc -c < "$out/config.json")" "''${hash%% *}" "$out/config.json"
        printf '  tar_file 444 %s manifest.json cat %s\n}\ntar_archive members\n' "$(wc -c < "$out/manifest.json")" "$out/manifest.json"
      } > "$out/image"
      chmod +x "$out/image"
    '';
  };
}
