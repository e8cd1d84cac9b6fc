/** Characters that JSON allows bare and a terminal acts upon: DEL, C1 controls, format characters, line separators. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

const escaped = (character: string): string =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/** The value as indented JSON with a line end, in which no character acts upon the terminal that shows it. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, undefined, 2).replace(UNSAFE, escaped)}\n`;
