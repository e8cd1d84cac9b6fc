let context: CanvasRenderingContext2D | null | undefined;

/** Width of an average letter, for a browser that measures nothing. */
const LETTER = 0.6;

/** Width of a text in the page's font, in pixels at a font size of `size`. */
export const textWidth = (text: string, size: number): number => {
  if (context === undefined) {
    context = document.createElement("canvas").getContext("2d");
    if (context !== null) context.font = `100px ${getComputedStyle(document.body).fontFamily}`;
  }
  return context === null ? text.length * LETTER * size : (context.measureText(text).width * size) / 100;
};
