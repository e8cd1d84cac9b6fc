# Builds the JSON that says what is in an image, with the keys of nixpkgs' `conf`: known without making any layer.

hash=${out##*/}
store_layers=$(sed -e 's/ /","/g' -e 's/.*/["&"]/' "$storeLayers")

printf '{"architecture":"%s","config":%s,"created":"%s","customisation_layer":"%s","from_image":null,' \
  "$architecture" "$configJson" "$created" "$customisationLayer" > "$out"
printf '"gid":0,"gname":"root","mtime":"1970-01-01T00:00:01Z","repo_tag":"%s","store_dir":"%s","store_layers":[%s],"uid":0,"uname":"root"}\n' \
  "$repository:${tag:-${hash:0:32}}" "$NIX_STORE" "${store_layers//$'\n'/,}" >> "$out"
