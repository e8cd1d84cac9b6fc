/** Hears of bytes as they leave. */
export type OnSent = (bytes: number) => void;

/** A body of which it is told how much of it has been sent, however often that takes. */
export interface WatchedBody {
  readonly size: number;
  /** The bytes from `offset` on, up to `end` or the last one. */
  from(offset: number, end?: number): Blob;
}

/**
 * `onSent` hears of each byte of `body` once, when it is first handed to a connection; bytes that are sent again after a
 * failure are not told again. So the sum only grows, never passes the size, and is the size when all has been sent.
 */
export function watchBody(body: Blob, onSent: OnSent | undefined): WatchedBody {
  let told = 0;
  const tell = (reached: number): void => {
    if (reached <= told) return;
    onSent?.(reached - told);
    told = reached;
  };
  return { size: body.size, from: (offset, end) => counted(body.slice(offset, end), offset, tell) };
}

/** Pieces in which a body is handed over; bytes in memory would come as one. */
const PIECE = 64 * 1024;

/** A Blob whose stream tells how far it has been taken: a piece counts when the connection asks for the next one. */
const counted = (body: Blob, offset: number, tell: (reached: number) => void): Blob =>
  Object.assign(body.slice(), { stream: () => ReadableStream.from(pieces(body, offset, tell)) });

async function* pieces(body: Blob, offset: number, tell: (reached: number) => void): AsyncGenerator<Uint8Array> {
  let reached = offset;
  for await (const chunk of body.stream()) {
    for (let at = 0; at < chunk.byteLength; at += PIECE) {
      const piece = chunk.subarray(at, at + PIECE);
      yield piece;
      reached += piece.byteLength;
      tell(reached);
    }
  }
}
