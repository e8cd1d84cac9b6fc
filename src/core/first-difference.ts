/** Characters before the first difference that are kept, so that a reader sees where it is. */
const CONTEXT = 20;

/** Where two texts are to be shown from: 0, or if one of them is longer than `longest`, shortly before they begin to differ. */
export const startOfDifference = (a: string, b: string, longest: number): number => {
  if (a.length <= longest && b.length <= longest) return 0;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  const start = Math.max(0, at - CONTEXT);
  return /[\udc00-\udfff]/.test(a[start] ?? "") ? start + 1 : start; // never inside of a character
};
