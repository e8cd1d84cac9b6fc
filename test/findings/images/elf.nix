# Files in the form of ELF that no compiler is needed for: a header, debug information or none, and a table of two sections.
{ build }:
{ name, machine, file, debugSize ? 0 }: build {
  inherit name machine file;
  debugSize = toString debugSize;
  script = ''
    target=$out/$file
    mkdir -p "''${target%/*}"
    # word VALUE: eight bytes, lowest first
    word() {
      local value=$1 i
      for i in 1 2 3 4 5 6 7 8; do printf "\\x$(printf %02x $((value & 255)))"; value=$((value >> 8)); done
    }
    {
      printf '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\x00'"$machine"'\x01\0\0\0'
      word 4198400 # where it starts
      word 0 # no segments
      word $((64 + debugSize)) # table of sections
      printf '\0\0\0\0\x40\0\x38\0\0\0\x40\0\x02\0\0\0'
      seq 1 9999999 | sed "s/^/debug /" | head -c "$debugSize" || true
      for i in 1 2 3 4 5 6 7 8; do word 0; done
      printf '\x01\0\0\0\x01\0\0\0'; word 0; word 0; word 64; word "$debugSize"; word 0; word 1; word 0
    } > "$out/$file"
    chmod +x "$out/$file"
  '';
}
