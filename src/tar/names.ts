import { isUtf8 } from "node:buffer";

/** A byte string of a tar as people read it: UTF-8 where it is, other bytes written out as `\xNN`. */
export const textOfName = (bytes: string): string => {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, "latin1");
  return isUtf8(buffer) ? buffer.toString("utf8") : decodeKnown(buffer);
};

/** The byte string of readable text. */
export const nameOfText = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** Decodes sequence by sequence, so that what can be read stays readable. */
const decodeKnown = (buffer: Buffer): string => {
  let text = "";
  for (let at = 0; at < buffer.length; ) {
    const sequence = buffer.subarray(at, at + sequenceLength(buffer[at] as number));
    const known = isUtf8(sequence);
    text += known ? sequence.toString("utf8") : `\\x${buffer.toString("hex", at, at + 1)}`;
    at += known ? sequence.length : 1;
  }
  return text;
};

/** https://www.rfc-editor.org/rfc/rfc3629#section-3 */
const sequenceLength = (first: number): number => (first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);

/**
 * Path in the image for a name in a tar: `./a/`, `/a` and `a` are the same. `..` is resolved inside the image,
 * so that a name such as `/nix/store/x/../../../etc` is booked where it would be unpacked.
 */
export const absolutePath = (name: string): string => {
  if (!/(^|\/)\.\.?(\/|$)|\/\//.test(name)) {
    const path = name.endsWith("/") ? name.slice(0, -1) : name;
    return path.startsWith("/") ? path : `/${path}`;
  }
  const parts: string[] = [];
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
};
