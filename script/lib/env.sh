# shellcheck shell=bash
# env.sh: the environment of this project's own scripts; source it, from bash. It changes no file of the machine.
#
# PATH: node 24 and the development tools, from node_modules; Nix, also where only a login shell would find it.
# NIX_CONFIG: what a Nix needs to work here. It has the last word over every nix.conf, so a caller's own lines are kept.

project_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

case ":$PATH:" in
  *":$project_root/node_modules/.bin:"*) ;;
  *) PATH=$project_root/node_modules/.bin:$PATH ;;
esac
command -v nix > /dev/null || PATH=$PATH:$HOME/.nix-profile/bin:/nix/var/nix/profiles/default/bin:/run/current-system/sw/bin
export PATH

# Prints the settings, one a line.
nix_settings() {
  echo "experimental-features = nix-command flakes"
  echo "substituters =" # all that is built is in the repository; an unreachable cache costs 4 seconds each time
  echo "warn-dirty = false"
  # As root Nix wants to build as a user of the group nixbld. Where nobody made that group, it builds as root, sandboxed.
  if [ "$(id -u)" -eq 0 ] && ! getent group nixbld > /dev/null; then echo "build-users-group ="; fi
}

case ${NIX_CONFIG-} in
  *"$(nix_settings)"*) ;;
  *) export NIX_CONFIG="${NIX_CONFIG:+$NIX_CONFIG$'\n'}$(nix_settings)" ;;
esac
