# The two programs that everything here is made with, taken from the machine, and `build`, which runs bash over busybox.
#
# They are statically linked, so that they need no other file: neither in the build sandbox nor in the image. Reading them
# from outside the flake is what needs `--impure`.
{ system }:
let
  fromMachine = { name, package, candidates }:
    let found = builtins.filter builtins.pathExists candidates;
    in if !(builtins ? currentSystem) then # what pure evaluation leaves out; it also finds no file outside the flake
      throw "this example takes ${name} from the machine, which a pure evaluation may not read; add --impure"
    else if found == [ ] then
      throw ''
        no static ${name} on this machine (looked at ${toString candidates});
        install it with: apt-get install ${package}''
    else
      builtins.path { inherit name; path = builtins.head found; };

  bashFile = fromMachine {
    name = "bash-static";
    package = "bash-static";
    candidates = [ /bin/bash-static /usr/bin/bash-static /usr/local/bin/bash-static ];
  };
  busyboxFile = fromMachine {
    name = "busybox";
    package = "busybox-static";
    candidates = [ /bin/busybox.static /bin/busybox /usr/bin/busybox /usr/local/bin/busybox ];
  };

  # A derivation whose builder is bash itself: it needs no /bin/sh, whatever the sandbox of this Nix has there.
  runBash = { script, ... }@attributes:
    derivation ({
      inherit system;
      builder = bashFile;
      args = [ "-euo" "pipefail" "-O" "inherit_errexit" "-c" script ];
      LC_ALL = "C";
    } // removeAttrs attributes [ "script" ]);

  # What builds and the service call. A short list: each of them becomes a link in the image's /bin.
  applets = [
    "awk" "cat" "chmod" "cp" "cut" "date" "echo" "find" "grep" "gzip" "head" "httpd" "ln" "ls" "mkdir" "readlink" "rm" "sed"
    "seq" "sh" "sha256sum" "sort" "stat" "tail" "tr" "wc" "xargs"
  ];
in rec {
  busybox = runBash {
    name = "busybox";
    inherit applets;
    # Under the name of its store path busybox would not know what it is asked for; `exec -a` tells it.
    script = ''
      busybox() { (exec -a busybox ${busyboxFile} "$@"); }
      busybox mkdir -p "$out/bin"
      busybox cp ${busyboxFile} "$out/bin/busybox"
      for applet in $applets; do busybox ln -s busybox "$out/bin/$applet"; done
    '';
  };

  bash = build {
    name = "bash-static";
    script = ''
      mkdir -p "$out/bin"
      cp ${bashFile} "$out/bin/bash"
    '';
  };

  # A derivation from a bash script, with busybox's applets on PATH; other attributes reach it as environment variables.
  build = attributes: runBash ({ PATH = "${busybox}/bin"; } // attributes);

  # A file with the given text, which may mention store paths.
  writeText = name: text: build {
    inherit name text;
    script = ''printf '%s' "$text" > "$out"'';
  };
}
