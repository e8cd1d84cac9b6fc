{
  description = "A small service and its container image, built from nothing but this folder and two programs of the machine";

  # No inputs: there is nothing to download and no flake.lock to keep. The price is --impure, see programs.nix.
  outputs = { self }:
    let
      # What Docker's `--tag` and the registry see: the revision that was built, or `dev` when the tree differs from it.
      tag = builtins.substring 0 9 (self.rev or "dev");

      packagesFor = system:
        let everything = import ./default.nix { inherit system tag; };
        in {
          inherit (everything) api image image-plain image-stream;
          default = everything.image;
        };
    in {
      packages.x86_64-linux = packagesFor "x86_64-linux";
      packages.aarch64-linux = packagesFor "aarch64-linux";
    };
}
