const BLOCK = 512;

/** An entry of a tar exactly as given, right or wrong. Names are byte strings (latin1). */
export interface RawEntry {
  readonly name: string;
  /** One character; a regular file unless given. */
  readonly type?: string;
  readonly linkname?: string;
  readonly content?: Buffer | string;
  /** Bytes of the body as the header claims them; those of the content unless given. */
  readonly size?: number;
  readonly mode?: number;
}

export const rawEntry = (entry: RawEntry): Buffer => {
  const { name, type = "0", linkname = "", mode = 0o644 } = entry;
  const content = Buffer.from(entry.content ?? "");
  const header = Buffer.alloc(BLOCK);
  header.write(name.slice(0, 100), 0, "latin1");
  header.write(
    `${octal(mode, 8)}${octal(0, 8)}${octal(0, 8)}${octal(entry.size ?? content.length, 12)}`,
    100,
    "latin1",
  );
  header.write(octal(1, 12), 136, "latin1");
  header.write(type, 156, 1, "latin1");
  header.write(linkname.slice(0, 100), 157, "latin1");
  header.write("ustar\x0000", 257, "latin1");
  repairChecksum(header);
  return Buffer.concat([header, padded(content)]);
};

export const END = Buffer.alloc(2 * BLOCK);

export const rawTar = (entries: readonly RawEntry[]): Buffer => Buffer.concat([...entries.map(rawEntry), END]);

export const padded = (content: Buffer): Buffer =>
  Buffer.concat([content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`;

export const repairChecksum = (block: Buffer): void => {
  block.fill(0x20, 148, 156);
  const sum = block.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
};

/** The pieces of a good tar: each header with its body and padding; the last is what is left. */
export const splitTar = (tar: Buffer): readonly Buffer[] => {
  const pieces: Buffer[] = [];
  let at = 0;
  while (at + BLOCK <= tar.length && tar[at] !== 0) {
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 135), 8) || 0;
    const body = /[123456]/.test(String.fromCharCode(tar[at + 156] ?? 0)) ? 0 : Math.ceil(size / BLOCK) * BLOCK;
    const end = Math.min(tar.length, at + BLOCK + body);
    pieces.push(Buffer.from(tar.subarray(at, end)));
    at = end;
  }
  return [...pieces, Buffer.from(tar.subarray(at))];
};

/** A PAX record; its length counts its own digits. */
export const paxRecord = (key: string, value: string): string => {
  const rest = key.length + value.length + 3;
  const first = rest + String(rest).length;
  return `${rest + String(first).length} ${key}=${value}\n`;
};
