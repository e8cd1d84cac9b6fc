# A small image builder with the interface and the output format of nixpkgs' dockerTools: a docker-archive with one layer
# for each store path, and last a customisation layer with links to `contents` in `/`.
{ system, programs }:
let
  inherit (programs) bash build busybox writeText;

  architectures = { x86_64-linux = "amd64"; aarch64-linux = "arm64"; };
  architecture = architectures.${system} or (throw "image-builder: no image architecture is known for ${system}");

  quote = text: "'" + builtins.replaceStrings [ "'" ] [ "'\\''" ] text + "'";

  # The 32 characters of a store path that change with its content.
  hashOf = path: builtins.substring 0 32 (baseNameOf (builtins.unsafeDiscardStringContext path));

  compressors = {
    gz = { extension = ".tar.gz"; command = "gzip -c"; };
    none = { extension = ".tar"; command = "cat"; };
  };

  # Arguments:
  #   name           image name, without tag
  #   tag            null: the hash of what went into the image
  #   contents       packages whose files are linked into `/`; their closures are in the image
  #   config         the image's configuration (Entrypoint, Env, …); store paths that it mentions are in the image too
  #   created        date in the image's configuration, as it shall stand there
  #   maxLayers      with more store paths than this allows, those nearest to the application share one layer
  #   extraCommands  bash, run in what becomes `/`
  #
  # Yields an executable file that writes the archive to stdout.
  streamLayeredImage = { name, tag ? null, contents, config ? { }, created ? "1970-01-01T00:00:01Z", maxLayers ? 100, extraCommands ? "" }:
    let
      base = baseNameOf name;
      configJson = builtins.toJSON config;

      customisationLayer = build {
        name = "${base}-customisation-layer";
        inherit contents extraCommands;
        script = "source ${./tar.bash}; source ${./customisation-layer.bash}";
      };

      roots = writeText "${base}-roots" (toString contents + configJson);
      storeLayers = build {
        name = "${base}-store-layers";
        inherit roots;
        maxStoreLayers = if maxLayers > 1 then maxLayers - 1 else throw "${name}: maxLayers is ${toString maxLayers}; it must be at least 2";
        exportReferencesGraph = [ "closure" roots ];
        script = "source ${./store-layers.bash}";
      };

      conf = build {
        name = "${base}-conf.json";
        inherit architecture configJson created customisationLayer storeLayers;
        repository = name;
        tag = if tag == null then "" else tag;
        script = "source ${./conf.bash}";
      };
      imageTag = if tag == null then hashOf conf.outPath else tag;

      stream = build {
        name = "stream-${base}";
        text = ''
          #!${bash}/bin/bash
          # Writes the image to stdout as a docker-archive; ${conf} says what is in it.
          PATH=${busybox}/bin
          repo_tag=${quote "${name}:${imageTag}"}
          architecture=${architecture}
          created=${quote created}
          config=${quote configJson}
          store_layers=${storeLayers}
          customisation_layer=${customisationLayer}
          source ${./tar.bash}
          source ${./stream.bash}
        '';
        script = ''
          printf '%s' "$text" > "$out"
          chmod +x "$out"
        '';
      };
    in stream // {
      inherit conf imageTag;
      imageName = name;
      isExe = true;
    };

  # The archive as a file; takes what streamLayeredImage takes, and `compressor`: "gz" or "none".
  buildLayeredImage = { compressor ? "gz", ... }@arguments:
    let
      stream = streamLayeredImage (removeAttrs arguments [ "compressor" ]);
      inherit (compressors.${compressor} or (throw "${arguments.name}: compressor is ${compressor}; expected gz or none")) command extension;
      archive = build {
        name = baseNameOf arguments.name + extension;
        script = ''${stream} | ${command} > "$out"'';
      };
    in archive // {
      inherit stream;
      inherit (stream) conf imageName imageTag;
    };
in { inherit buildLayeredImage streamLayeredImage; }
