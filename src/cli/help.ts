export const HELP = `nix-image: what a container image built by Nix weighs, what changed, and why

  nix-image report IMAGE [options] [-- NIX BUILD ARGUMENTS]
      --file F.nix            IMAGE is an attribute path of this Nix file
      --baseline IMAGE|REV    compare with another image, or another commit
      --platform OS/ARCH      which image of an index, or all; of a registry the
                              machine's own by default, else all
      --insecure HOST         speak plain HTTP to this registry
      --registry-ca FILE      trust these certificates, PEM, beside those that
                              the machine trusts
      --compressed            count what the layers weigh when compressed
      --compression C[:N]     gzip (default), zstd or none, with a level
      --json F, --html F, --markdown F
                              write the report to a file; - is standard output
      --sbom F                write a CycloneDX bill of materials, likewise
      --ignore-finding 'ID [GLOB]'
                              may be repeated; the glob is of a package or file
    budgets, which end with status 1 when they are broken:
      --max-size SIZE         of a fresh pull, compressed: 200MB, 64MiB, 1.5GB
      --max-unpacked-size SIZE
      --max-increase SIZE, --max-increase-percent N, --max-update-pull SIZE
                              against the baseline, compressed
      --max-layers N
      --forbid-package NAME   may be repeated; * and ? may stand in it, and a
                              version behind it: openssl-1.*
      --budget-mode MODE      fail (default) or warn

  nix-image push IMAGE DESTINATION... [options] [-- NIX BUILD ARGUMENTS]
      --file F.nix, --platform OS/ARCH, --insecure HOST, --registry-ca FILE
                              as above
      --tag T                 may be repeated, {rev} when none is given; also
                              rules of docker/metadata-action, as type=sha
      --rev-length N          characters of the commit in {rev}, 9 by default
      --annotation KEY=VALUE  on the manifest; may be repeated
      --label KEY=VALUE       in the config, which changes the image ID; may be
                              repeated
      --compression C[:N]     as above
      --media-types T         oci (default), or docker for its schema 2
      --username U --password-stdin
                              log in to the registry; else the login that
                              docker has stored is used
      --reuse-from TAG|IMAGE  where layers are looked for that need not be sent;
                              likely tags of the destination by default
      --mount-from REPOSITORY of the same registry, to take blobs over from
      --attach report|sbom    have the registry keep it beside the image; may be
                              repeated
      --allow-dirty           publish uncommitted changes under the tag dev
      --by-digest             publish without a tag, for merge

  nix-image merge DESTINATION DIGEST... [options]
      makes one image of several platforms out of images that lie in registries;
      DIGEST is sha256:..., registry/repository@sha256:..., or a file or folder
      of these; an index counts for all that it lists
      --annotation KEY=VALUE  of the index; may be repeated
      --tag T, --rev-length N, --username U --password-stdin, --insecure HOST,
      --registry-ca FILE      as above

  nix-image load IMAGE [options] [-- NIX BUILD ARGUMENTS]
      --engine E              docker, podman, or auto (default): what answers
      --file, --platform, --insecure, --registry-ca
                              as above

  nix-image render REPORT.json [--format terminal|markdown|html|json]

  nix-image why IMAGE STORE-PATH-OR-NAME
      what refers to a store path, up to the image, and what removing it would
      free; by path, file in it, name, or package (openssl, openssl-3.0.14-dev)
  nix-image ls IMAGE [PATH] [--layer N] [--limit N]
      what a container sees below PATH, largest first; with --layer, what the
      layer adds (A), changes (M) and removes (D) there
  nix-image tree IMAGE [STORE-PATH-OR-NAME] [--depth N] [--dot]
      which store path refers to which; --dot draws it for Graphviz
  nix-image dominators IMAGE [--limit N] [--depth N]
      what removing each store path would free, and what of it hangs below
  nix-image duplicates IMAGE [--limit N]
      same content under several paths, packages in several versions or builds,
      files that a later layer writes again or deletes
      all five also take --json, and of report --file, --platform, --insecure,
      --registry-ca and NIX BUILD ARGUMENTS

IMAGE is a flake installable (.#image), a docker-archive or OCI archive (plain,
gzip, zstd, xz), a streamLayeredImage script, nix2container's JSON, an OCI
layout (oci:DIR[:TAG]), an image in a registry (docker://REGISTRY/NAME[:TAG]),
or one that Docker or Podman keeps (docker-daemon:NAME, podman:NAME).
DESTINATION is registry/repository[:tag] or oci:DIR[:TAG].

Exit status: 0 fine, 1 a budget is broken, 2 bad usage or input, 3 Nix failed,
4 registry or network.
`;
