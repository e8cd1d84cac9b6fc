{ stdenvNoCC, python3 }:

stdenvNoCC.mkDerivation {
  pname = "hello-server";
  version = "1.0.0";

  # This folder alone: with the whole repository as source, a commit to anything in it would rebuild the service.
  src = ./app;

  # The script starts with `/usr/bin/env python3`, which becomes the path of this one.
  buildInputs = [ python3 ];

  installPhase = ''
    runHook preInstall
    install -D hello_server.py $out/bin/hello-server
    runHook postInstall
  '';

  meta.mainProgram = "hello-server";
}
