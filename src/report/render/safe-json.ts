/** Characters that JSON allows bare and a terminal acts upon: DEL, C1 controls, format characters, line separators. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

const escaped = (character: string): string =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/** Indented JSON of one document, which a terminal shows as it is. */
export const renderSafeJson = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(UNSAFE, escaped)}\n`;
