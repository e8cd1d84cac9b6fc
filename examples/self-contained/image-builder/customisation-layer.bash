# Builds $out/layer.tar: the root directory of the image, with links to every file of $contents, after $extraCommands.

root=$PWD/root
mkdir "$root"
for package in $contents; do
  (
    cd "$package"
    find . -type d | (cd "$root" && xargs mkdir -p)
    find . ! -type d | while read -r file; do ln -s "$package/${file#./}" "$root/$file"; done
  )
done
(cd "$root" && eval "$extraCommands")

mkdir "$out"
tar_archive tar_tree "$root" . > "$out/layer.tar"
