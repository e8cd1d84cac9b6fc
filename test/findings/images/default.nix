# For every finding an image that has it, one that was fixed, and one that never had it.
{ system ? builtins.currentSystem }:
let
  example = ../../../examples/self-contained;
  programs = import (example + "/programs.nix") { inherit system; };
  inherit (programs) bash build busybox;
  inherit (import ./assemble.nix { inherit programs; tar = example + "/image-builder/tar.bash"; }) image rootLayer storeLayer storeLayerOf;
  elf = import ./elf.nix { inherit build; };

  # A store path with one file of so many megabytes that no other has.
  filled = name: megabytes: filledWith name megabytes "share/data";
  filledWith = name: megabytes: file: build {
    inherit name;
    size = toString (megabytes * 1000000);
    script = ''
      target=$out/${file}
      mkdir -p "''${target%/*}"
      seq 1 9999999 | sed "s/^/$name /" | head -c "$size" > "$target" || true
    '';
  };

  # A program, in bash, that mentions some store paths.
  script = name: mentioned: build {
    inherit name mentioned;
    script = ''
      mkdir -p "$out/bin"
      printf '%s\n' "#!${bash}/bin/bash" "echo $name" $mentioned > "$out/bin/app"
      chmod +x "$out/bin/app"
    '';
  };

  # Everything that is wanted of an image outside the store.
  usual = rootLayer ''
    mkdir -p tmp bin etc/ssl/certs
    chmod 1777 tmp
    ln -s ${bash}/bin/bash bin/bash
    printf 'root:x:0:0::/root:/bin/bash\nweb:x:1000:1000::/:/bin/bash\n' > etc/passwd
    printf 'root:x:0:\nweb:x:1000:\n' > etc/group
    echo 'no certificate at all' > etc/ssl/certs/ca-bundle.crt
  '';

  # One layer for each path, the program and what everybody needs last.
  imageOf = { paths ? [ ], app, root ? usual, layers ? [ ], config ? { }, ... }@arguments:
    image ({ name = "app"; } // removeAttrs arguments [ "paths" "app" "root" "layers" ] // {
      layers = map (path: storeLayer [ path ]) ([ bash ] ++ paths ++ [ app ]) ++ layers ++ [ root ];
      config = { Entrypoint = [ "${app}/bin/app" ]; Env = [ "PATH=/bin" ]; User = "1000:1000"; } // config;
    });

  plain = script "app-1.0" [ ];
  clean = imageOf { app = plain; };
  data = filled "data-1.0" 6;
  withData = script "app-1.0" [ data ];
  library = version: filled "libx-${version}" 6;

  # The usual files and more.
  rootWith = commands: [ (rootLayer commands) ];

  findings = {
    multiple-versions =
      let
        plugin = version: build { name = "plugin-1.0"; lib = library version; script = ''echo "$lib" > "$out"''; };
        app = version: script "app-1.0" [ (library "2.0") (plugin version) ];
        imageWith = version: extra: imageOf { paths = [ (library "2.0") ] ++ extra ++ [ (plugin version) ]; app = app version; };
      in { has = imageWith "1.0" [ (library "1.0") ]; fixed = imageWith "2.0" [ ]; };

    build-tool-in-runtime =
      let
        compiler = filled "gcc-13.2.0" 6;
        leaky = script "app-1.0" [ compiler ];
        cleaned = build {
          name = "app-1.0";
          compiler = builtins.substring 11 32 (builtins.unsafeDiscardStringContext compiler.outPath);
          script = ''
            mkdir -p "$out/bin"
            sed "s/$compiler/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee/" ${leaky}/bin/app > "$out/bin/app"
            chmod +x "$out/bin/app"
          '';
        };
      in {
        has = imageOf { paths = [ compiler ]; app = leaky; };
        fixed = imageOf { app = cleaned; };
      };

    nix-support-reference =
      let
        app = mentioned: build {
          name = "app-1.0";
          inherit mentioned;
          script = ''
            mkdir -p "$out/bin" "$out/nix-support"
            printf '%s\n' "#!${bash}/bin/bash" > "$out/bin/app"
            chmod +x "$out/bin/app"
            printf '%s' "$mentioned" > "$out/nix-support/propagated-build-inputs"
          '';
        };
      in {
        has = imageOf { paths = [ data ]; app = app [ data ]; };
        fixed = imageOf { app = app [ ]; };
      };

    expensive-edge =
      let
        codecs = map (name: filled name 6) [ "codec-a-1.0" "codec-b-1.0" ];
        heavy = build { name = "ffmpeg-7.1"; inherit codecs; script = ''echo "$codecs" > "$out"''; };
        imaging = mentioned: build { name = "imaging-1.0"; inherit mentioned; script = ''echo "$mentioned" > "$out"''; };
        imageWith = mentioned: extra: imageOf { paths = extra ++ [ (imaging mentioned) ]; app = script "app-1.0" [ (imaging mentioned) ]; };
      in { has = imageWith [ heavy ] (codecs ++ [ heavy ]); fixed = imageWith [ ] [ ]; };

    dev-outputs =
      let headers = filledWith "libx-1.0-dev" 6 "include/x.h";
      in {
        has = imageOf { paths = [ headers ]; app = script "app-1.0" [ headers ]; };
        fixed = clean;
      };

    copied-to-root = {
      has = imageOf { paths = [ data ]; app = withData; layers = rootWith "mkdir -p share; cp ${data}/share/data share/data"; };
      fixed = imageOf { paths = [ data ]; app = withData; layers = rootWith "mkdir -p share; ln -s ${data}/share/data share/data"; };
    };

    rewritten-in-layer =
      let put = mode: rootLayer "mkdir -p srv; cp ${data}/share/data srv/data; chmod ${mode} srv/data";
      in {
        has = imageOf { app = plain; layers = [ (put "644") (put "600") ]; };
        fixed = imageOf { app = plain; layers = [ (put "600") ]; };
      };

    store-path-in-two-layers = {
      has = imageOf { paths = [ data ]; app = withData; layers = [ (storeLayerOf { paths = [ data ]; mtime = "00000000002"; }) ]; };
      fixed = imageOf { paths = [ data ]; app = withData; };
    };

    identical-files =
      let
        twice = second: build {
          name = "assets-1.0";
          script = ''
            mkdir "$out"
            cp ${data}/share/data "$out/a"
            ${second}
          '';
        };
        imageWith = assets: imageOf { paths = [ assets ]; app = script "app-1.0" [ assets ]; };
      in {
        has = imageWith (twice ''cp ${data}/share/data "$out/b"'');
        fixed = imageWith (twice ''ln -s a "$out/b"'');
      };

    all-locales =
      let
        locales = size: filledWith "glibc-locales-2.40" size "lib/locale/locale-archive";
        imageWith = size: imageOf { paths = [ (locales size) ]; app = script "app-1.0" [ (locales size) ]; };
      in { has = imageWith 21; fixed = imageWith 1; };

    source-in-runtime =
      let source = filledWith "app-1.0-source" 6 "src/main.c";
      in {
        has = imageOf { paths = [ source ]; app = script "app-1.0" [ source ]; };
        fixed = clean;
      };

    foreign-platform =
      let
        app = machine: elf { name = "app-1.0"; inherit machine; file = "bin/app"; };
      in {
        has = imageOf { app = app "\\xb7\\x00"; };
        fixed = imageOf { app = app "\\x3e\\x00"; };
      };

    unstripped =
      let app = debugSize: elf { name = "app-1.0"; machine = "\\x3e\\x00"; file = "bin/app"; inherit debugSize; };
      in {
        has = imageOf { app = app 6000000; };
        fixed = imageOf { app = app 0; };
      };

    single-layer =
      let
        parts = map (part: filled "part-${part}-1.0" 11) [ "a" "b" "c" "d" "e" ];
        app = script "app-1.0" parts;
      in {
        has = image {
          name = "app";
          layers = [ (storeLayer ([ bash ] ++ parts ++ [ app ])) usual ];
          config = { Entrypoint = [ "${app}/bin/app" ]; User = "1000"; };
        };
        fixed = imageOf { paths = parts; inherit app; };
      };

    layer-limit =
      let
        many = count: builtins.genList (number: rootLayer "mkdir -p srv; echo ${toString number} > srv/${toString number}") count;
      in {
        has = imageOf { app = plain; layers = many 125; };
        fixed = imageOf { app = plain; layers = many 5; };
      };

    catch-all-layer =
      let config = { Entrypoint = [ "${withData}/bin/app" ]; User = "1000"; };
      in {
        has = image { name = "app"; layers = [ (storeLayer [ bash ]) (storeLayer [ data withData ]) usual ]; inherit config; };
        fixed = imageOf { paths = [ data ]; app = withData; };
      };

    tiny-layers =
      let many = count: builtins.genList (number: rootLayer "mkdir -p srv; echo ${toString number} > srv/${toString number}") count;
      in {
        has = imageOf { app = plain; layers = many 30; };
        fixed = imageOf { app = plain; layers = many 3; };
      };

    no-ca-certs =
      let
        openssl = filled "openssl-3.0.14" 1;
        imageWith = root: imageOf { paths = [ openssl ]; app = script "app-1.0" [ openssl ]; inherit root; };
      in {
        has = imageWith (rootLayer "mkdir -p tmp etc; chmod 1777 tmp; echo web:x:1000:1000::/:/bin/sh > etc/passwd");
        fixed = imageWith usual;
      };

    no-tmp =
      let root = commands: rootLayer "mkdir etc; echo web:x:1000:1000::/:/bin/sh > etc/passwd; ${commands}";
      in {
        has = imageOf { app = plain; root = root "mkdir tmp; chmod 755 tmp"; };
        fixed = imageOf { app = plain; root = root "mkdir tmp; chmod 1777 tmp"; };
      };

    user-unknown = {
      has = imageOf { app = plain; config.User = "nobody"; };
      fixed = imageOf { app = plain; config.User = "web"; };
    };

    missing-interpreter =
      let
        app = first: build {
          name = "app-1.0";
          script = ''
            mkdir -p "$out/bin"
            printf '%s\n' ${first} > "$out/bin/app"
            chmod +x "$out/bin/app"
          '';
        };
      in {
        has = imageOf { app = app "'#!/usr/bin/env bash'"; };
        fixed = imageOf { app = app "'#!${bash}/bin/bash'"; };
      };

    entrypoint-missing = {
      has = imageOf { app = plain; config.Entrypoint = [ "/bin/app" ]; };
      fixed = imageOf { app = plain; };
    };

    dangling-store-link = {
      has = imageOf { app = plain; layers = rootWith "mkdir -p share; ln -s ${data}/share/data share/data"; };
      fixed = imageOf { paths = [ data ]; app = plain; layers = rootWith "mkdir -p share; ln -s ${data}/share/data share/data"; };
    };

    epoch-date = {
      has = imageOf { app = plain; created = "1970-01-01T00:00:01Z"; };
      fixed = clean;
    };

    locale-unavailable = {
      has = imageOf { app = plain; config.Env = [ "PATH=/bin" "LANG=de_DE.UTF-8" ]; };
      fixed = imageOf { app = plain; config.Env = [ "PATH=/bin" "LANG=C.UTF-8" ]; };
    };

    no-tzdata =
      let
        tzdata = filledWith "tzdata-2026a" 1 "share/zoneinfo/Europe/Berlin";
      in {
        has = imageOf { app = plain; config.Env = [ "PATH=/bin" "TZ=Europe/Berlin" ]; };
        fixed = imageOf { app = plain; paths = [ tzdata ]; config.Env = [ "PATH=/bin" "TZ=Europe/Berlin" "TZDIR=${tzdata}/share/zoneinfo" ]; };
      };

    no-source-label = {
      has = clean;
      fixed = imageOf { app = plain; config.Labels."org.opencontainers.image.source" = "https://github.com/owner/repository"; };
    };

    no-iana-etc =
      let
        network = elf { name = "network-3.1.4.0"; machine = "\\x3e\\x00"; file = "lib/libHSnetwork-3.1.4.0-ghc9.6.6.so"; };
        imageWith = layers: imageOf { paths = [ network ]; app = script "app-1.0" [ network ]; inherit layers; };
      in {
        has = imageWith [ ];
        fixed = imageWith (rootWith "mkdir etc; echo 'tcp 6 TCP' > etc/protocols");
      };
  };


  # What only two images show: before, after, and after with the fix.
  changes = {
    churn =
      let
        data22 = filled "data-1.0" 22;
        app = version: script "app-${version}" [ data22 ];
        together = version: image {
          name = "app";
          layers = [ (storeLayer [ bash ]) (storeLayer [ data22 (app version) ]) usual ];
          config = { Entrypoint = [ "${app version}/bin/app" ]; User = "1000"; };
        };
        apart = version: imageOf { paths = [ data22 ]; app = app version; };
      in { baseline = together "1.0"; has = together "1.1"; fixedBaseline = apart "1.0"; fixed = apart "1.1"; };

    unstable-layer =
      let
        at = mtime: image {
          name = "app";
          layers = [ (storeLayer [ bash ]) (storeLayerOf { paths = [ data ]; inherit mtime; }) (storeLayer [ withData ]) usual ];
          config = { Entrypoint = [ "${withData}/bin/app" ]; User = "1000"; };
        };
      in { baseline = at "00000000001"; has = at "00000000002"; fixedBaseline = at "00000000001"; fixed = at "00000000001"; };
  };

  # One line for each image: its name and its stream script.
  linesOf = set: builtins.concatMap
    (id: map (kind: "${id}.${kind} ${set.${id}.${kind}}/image") (builtins.attrNames set.${id}))
    (builtins.attrNames set);
in {
  inherit clean findings changes;
  index = programs.writeText "index" (builtins.concatStringsSep "\n" ([ "clean ${clean}/image" ] ++ linesOf findings ++ linesOf changes));
}
