/**
 * Whether all of `text` is what `pattern` says, in which `*` stands for any characters and `?` for any one.
 * Takes steps in proportion to pattern × text at most, whatever they are: both may be somebody else's.
 */
export const matchesGlob = (pattern: string, text: string): boolean => {
  let [at, inText] = [0, 0];
  let star: { readonly at: number; inText: number } | undefined;
  while (inText < text.length) {
    if (pattern[at] === "*") {
      star = { at, inText };
      at += 1;
    } else if (pattern[at] === "?" || pattern[at] === text[inText]) {
      at += 1;
      inText += 1;
    } else if (star !== undefined) {
      // Only the last star has to be tried again: what stands before it has matched as early as it could.
      star.inText += 1;
      at = star.at + 1;
      inText = star.inText;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
};
