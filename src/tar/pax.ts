import { TarError } from "./errors.ts";

/** What PAX records change of the entry that follows them. Texts are byte strings. */
export interface PaxRecords {
  readonly path?: string;
  readonly linkpath?: string;
  readonly size?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Bytes of the file once unpacked, when the body is a sparse one. */
  readonly realSize?: number;
}

export const NO_RECORDS: PaxRecords = {};

/**
 * Records `LENGTH KEY=VALUE\n` of a PAX header (POSIX pax, "pax Extended Header"), sparse formats 0.0, 0.1 and 1.0 of
 * GNU tar included. Several of one key: the last counts.
 */
export const parsePaxRecords = (body: Buffer, member: string): PaxRecords => {
  const records: Mutable = {};
  let sparseName: string | undefined;
  for (let at = 0; at < body.length && body[at] !== 0; ) {
    const { key, value, end } = readRecord(body, at, member);
    if (key === "GNU.sparse.name") sparseName = value;
    else apply(records, key, value, member);
    at = end;
  }
  return sparseName === undefined ? records : { ...records, path: sparseName };
};

type Mutable = { -readonly [K in keyof PaxRecords]: PaxRecords[K] };

const apply = (records: Mutable, key: string, value: string, member: string): void => {
  switch (key) {
    case "path":
      records.path = value;
      break;
    case "linkpath":
      records.linkpath = value;
      break;
    case "size":
      records.size = parseSize(value, member);
      break;
    case "uid":
    case "gid":
      if (/^[0-9]{1,15}$/.test(value)) records[key] = Number(value);
      break;
    case "GNU.sparse.size":
    case "GNU.sparse.realsize":
      records.realSize = parseSize(value, member);
      break;
  }
};

const readRecord = (body: Buffer, at: number, member: string): { key: string; value: string; end: number } => {
  const space = body.indexOf(0x20, at);
  const digits = space < 0 ? "" : body.toString("latin1", at, space);
  const end = at + Number(digits);
  const equals = body.indexOf(0x3d, space);
  if (!/^[0-9]{1,9}$/.test(digits) || end > body.length || equals < 0 || equals >= end || body[end - 1] !== 0x0a) {
    throw new TarError("BAD_TAR", `${member}: a PAX record is cut or malformed; build the image again`);
  }
  return { key: body.toString("latin1", space + 1, equals), value: body.toString("latin1", equals + 1, end - 1), end };
};

const parseSize = (value: string, member: string): number => {
  const size = Number(value);
  if (/^[0-9]+$/.test(value) && Number.isSafeInteger(size)) return size;
  const found = `a PAX record gives the size ${JSON.stringify(value)}`;
  throw new TarError("BAD_TAR", `${member}: ${found} (wanted: bytes in decimal digits); build the image again`);
};
