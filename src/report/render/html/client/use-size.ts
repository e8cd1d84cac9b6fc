import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Size } from "./layout.ts";

/** Of a sheet of paper between its margins, in CSS pixels. */
const PAPER = { width: 700, height: 400 };

/** The size of an element, kept up to date; on paper that of the sheet. `undefined` before the first measure. */
export const useSize = (printing: boolean) => {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | undefined>(undefined);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, size: printing ? PAPER : size };
};
