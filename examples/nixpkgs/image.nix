{ dockerTools, hello-server, tag }:

# A script that writes the image to its standard output, so that the image itself never fills the Nix store.
# The tag is part of that script and of no layer: a new commit alone makes a new script, and nothing else.
dockerTools.streamLayeredImage {
  name = "hello-server";
  inherit tag;

  config = {
    Entrypoint = [ "${hello-server}/bin/hello-server" ];
    Env = [ "PORT=8080" ];
    ExposedPorts."8080/tcp" = { };
    User = "65534:65534";
  };
}
