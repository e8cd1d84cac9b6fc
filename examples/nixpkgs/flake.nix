{
  description = "A small web service and its container image, made with nixpkgs' dockerTools";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      # What `docker load` will call the image: the revision that is built, or `dev` when tracked files differ from it.
      tag = builtins.substring 0 9 (self.rev or "dev");

      packagesFor = system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
          hello-server = pkgs.callPackage ./hello-server.nix { };
          dockerImage = pkgs.callPackage ./image.nix { inherit hello-server tag; };
        in {
          inherit hello-server dockerImage;
          default = dockerImage;
        };
    in {
      packages = nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] packagesFor;
    };
}
