# The packages of the example: a greeting service over HTTP. Mentioning a package in a file of another one is all it takes
# to depend on it; Nix finds the store path in the bytes.
{ programs }:
let
  inherit (programs) bash build busybox;

  # Names of characters: text that compresses well, as documentation and tables do.
  unicode-names = build {
    name = "unicode-names-15.1.0";
    script = ''
      mkdir -p "$out/share/unicode"
      seq -w 1 60000 | sed -e 's/.*/U+&;LETTER;category=Lo;script=Common/' > "$out/share/unicode/names.txt"
    '';
  };

  # Many small files, as time zones and translations are.
  time-zones = build {
    name = "time-zones-2025.2";
    script = ''
      for region in Africa America Asia Europe Pacific; do
        mkdir -p "$out/share/zoneinfo/$region"
        for city in $(seq -w 1 12); do
          seq 1 400 | sed -e "s|^|$region/$city transition |" | gzip > "$out/share/zoneinfo/$region/city-$city"
        done
      done
    '';
  };

  libgreet = build {
    name = "libgreet-0.9.3";
    source = ./libgreet.bash;
    script = ''
      mkdir -p "$out/lib"
      sed -e "s|@unicodeNames@|${unicode-names}|" "$source" > "$out/lib/greet.bash"
    '';
  };

  greeting-templates = build {
    name = "greeting-templates-2.1";
    script = ''
      mkdir -p "$out/share/greetings"
      cd "$out/share/greetings"
      echo "Good day, NAME." > en
      echo "Guten Tag, NAME." > de
      echo "Bonjour, NAME." > fr
      echo ${libgreet}/lib/greet.bash > renderer
    '';
  };

  site = build {
    name = "api-site-1.4.0";
    pages = ./site;
    script = ''
      mkdir -p "$out"
      cp -r "$pages" "$out/www"
      chmod -R u+w "$out/www"
      mkdir "$out/www/cgi-bin"
      {
        echo "#!${bash}/bin/bash"
        echo "source $(cat ${greeting-templates}/share/greetings/renderer)"
        echo "respond ${greeting-templates}/share/greetings"
      } > "$out/www/cgi-bin/greet"
      chmod +x "$out/www/cgi-bin/greet"
    '';
  };
in {
  # The service itself: what the image's Entrypoint starts.
  api = build {
    name = "api-1.4.0";
    script = ''
      mkdir -p "$out/bin"
      {
        echo "#!${bash}/bin/bash"
        echo "export PATH=${busybox}/bin ZONEINFO=${time-zones}/share/zoneinfo"
        echo 'exec httpd -f -p "''${PORT:-8080}" -h ${site}/www'
      } > "$out/bin/api"
      chmod +x "$out/bin/api"
    '';
  };
}
