# Writes tar archives to stdout that depend on nothing but file names, modes and contents: owner root, mtime 1, names sorted.
# POSIX (PAX) format: names over 100 bytes get an extended header. Files over 8 GiB are beyond it.
# Needs find, sort, xargs, stat, readlink and cat.

set -euo pipefail
shopt -s inherit_errexit
LC_ALL=C # lengths are bytes, and the order is theirs

tar_written=0 # bytes of the archive so far; the end is padded by it

printf -v tar_nuls '\\0%.0s' {1..10240}
tar_zeros() { printf "${tar_nuls:0:2*$1}"; tar_written=$((tar_written + $1)); }

# tar_byte_sum TEXT: sets `sum` to the sum of its bytes, which a header has to carry.
tar_byte_sum() {
  local i code
  sum=0
  for ((i = 0; i < ${#1}; i++)); do
    printf -v code %d "'${1:i:1}"
    sum=$((sum + (code & 255)))
  done
}

# tar_block TYPE MODE SIZE NAME LINK: one 512-byte header; name and link are cut at 100 bytes.
tar_block() {
  local name=${4:0:100} link=${5:0:100} id=0000000 mtime=00000000001 device=0000000 mode size sum
  printf -v mode %07d "$2" # octal digits, as stat prints them
  printf -v size %011o "$3"
  tar_byte_sum "$name$mode$id$id$size$mtime$1${link}ustar00rootroot$device$device"
  printf -v sum %06o $((sum + 8 * 32)) # the sum counts its own eight bytes as spaces
  local format="%s${tar_nuls:0:2*(100 - ${#name})}%s\\0%s\\0%s\\0%s\\0%s\\0%s\\0 %s%s${tar_nuls:0:2*(100 - ${#link})}"
  format+="ustar\\0%s%s${tar_nuls:0:2*28}%s${tar_nuls:0:2*28}%s\\0%s\\0${tar_nuls:0:2*167}"
  printf "$format" "$name" "$mode" "$id" "$id" "$size" "$mtime" "$sum" "$1" "$link" 00 root root "$device" "$device"
  tar_written=$((tar_written + 512))
}

# tar_content SIZE COMMAND…: COMMAND's output, which has SIZE bytes, filled up to whole blocks.
tar_content() {
  "${@:2}"
  tar_written=$((tar_written + $1))
  tar_zeros $((-$1 & 511))
}

# tar_pax_record KEY VALUE: sets `record` to "LENGTH KEY=VALUE\n", where LENGTH counts its own digits.
tar_pax_record() {
  local body=" $1=$2"$'\n' length
  length=$((${#body} + 1))
  until [ $((${#body} + ${#length})) -eq "$length" ]; do length=$((${#body} + ${#length})); done
  record=$length$body
}

# tar_header TYPE MODE SIZE NAME [LINK]: what a plain header cannot hold goes before it in an extended one.
tar_header() {
  local extended= record
  if [[ ${#4} -gt 100 || $4 == *[^\ -~]* ]]; then tar_pax_record path "$4"; extended+=$record; fi
  if [[ ${#5} -gt 100 || $5 == *[^\ -~]* ]]; then tar_pax_record linkpath "$5"; extended+=$record; fi
  if [ -n "$extended" ]; then
    tar_block x 644 ${#extended} ././@PaxHeader ""
    tar_content ${#extended} printf %s "$extended"
  fi
  tar_block "$@"
}

tar_directory() { tar_header 5 "$1" 0 "$2/" ""; }
tar_symlink() { tar_header 2 777 0 "$1" "$2"; }

# tar_file MODE SIZE NAME COMMAND…: a regular file with COMMAND's output.
tar_file() {
  tar_header 0 "$1" "$2" "$3" ""
  tar_content "$2" "${@:4}"
}

# tar_tree PATH NAME: PATH and all that is in it, in the archive as NAME.
tar_tree() {
  local files facts i file name mode size
  mapfile -d '' files < <(find "$1" -print0 | sort -z)
  mapfile -t facts < <(printf '%s\0' "${files[@]}" | xargs -0 stat -c '%a %s')
  [ ${#files[@]} -eq ${#facts[@]} ] || { echo "tar_tree: $1: ${#files[@]} names but ${#facts[@]} facts" >&2; return 1; }
  for i in "${!files[@]}"; do
    file=${files[i]} name=$2${files[i]#"$1"} mode=${facts[i]% *} size=${facts[i]#* }
    if [ -L "$file" ]; then tar_symlink "$name" "$(readlink "$file")"
    elif [ -d "$file" ]; then tar_directory "$mode" "$name"
    elif [ -f "$file" ]; then tar_file "$mode" "$size" "$name" cat "$file"
    else echo "tar_tree: $file: neither a file, nor a directory, nor a symlink" >&2; return 1
    fi
  done
}

# tar_archive COMMAND…: a whole archive, of the members that COMMAND writes. Two empty blocks end it, and more of them fill
# it up to a record of 20 blocks, as tar programs do. In a subshell, since an archive may be a file of another.
tar_archive() (
  tar_written=0
  "$@"
  tar_zeros 1024
  tar_zeros $(((10240 - tar_written % 10240) % 10240))
)
