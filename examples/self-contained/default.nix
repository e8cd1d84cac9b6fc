# The example without flakes: `nix-build default.nix -A image`. flake.nix calls it with the revision as tag.
{ system ? builtins.currentSystem, tag ? "dev" }:
let
  programs = import ./programs.nix { inherit system; };
  imageBuilder = import ./image-builder { inherit system programs; };
  application = import ./application { inherit programs; };

  api = {
    name = "api";
    inherit tag;
    contents = [ application.api programs.bash programs.busybox ];
    extraCommands = "mkdir tmp && chmod 1777 tmp"; # the user below could not make it
    config = {
      Entrypoint = [ "${application.api}/bin/api" ];
      Env = [ "PATH=/bin" "PORT=8080" "GREETING_LANGUAGE=en" ];
      ExposedPorts."8080/tcp" = { };
      User = "65534:65534";
      Labels."org.opencontainers.image.title" = "api";
    };
  };
in {
  inherit (application) api;
  image = imageBuilder.buildLayeredImage api;
  image-plain = imageBuilder.buildLayeredImage (api // { compressor = "none"; });
  image-stream = imageBuilder.streamLayeredImage api;
}
