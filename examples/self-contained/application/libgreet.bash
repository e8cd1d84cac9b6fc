# libgreet: renders greetings. `respond TEMPLATES` answers one CGI request, /cgi-bin/greet?NAME.

unicode_names=@unicodeNames@/share/unicode/names.txt

# Keeps what may stand in a name, so that a visitor cannot write HTML into the page of another.
clean_name() { tr -cd 'A-Za-z0-9 .-' <<< "${1:-world}"; }

respond() {
  local template
  template=$(cat "$1/${GREETING_LANGUAGE:-en}")
  printf 'Content-Type: text/plain\r\n\r\n'
  printf '%s\n' "${template/NAME/$(clean_name "$QUERY_STRING")}"
  printf '(%s characters known)\n' "$(wc -l < "$unicode_names")"
}
