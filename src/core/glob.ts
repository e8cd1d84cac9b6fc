/** True when the whole text matches a glob: `*` stands for any text, `?` for one character, all else for itself. */
export const matchesGlob = (text: string, glob: string): boolean => {
  let [at, star, mark] = [0, -1, 0];
  let i = 0;
  while (i < text.length) {
    if (at < glob.length && glob[at] === "*") {
      star = at++;
      mark = i;
    } else if (at < glob.length && (glob[at] === "?" || glob[at] === text[i])) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      at = star + 1;
      i = ++mark;
    } else return false;
  }
  while (glob[at] === "*") at += 1;
  return at === glob.length;
};
