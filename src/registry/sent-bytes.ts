/** Hears of bytes as they leave. */
export type OnSent = (bytes: number) => void;

/** A body of which it is told how much of it has been sent, however often that takes. */
export interface WatchedBody {
  readonly size: number;
  /** The bytes from `offset` on, to be sent once more. */
  from(offset: number): Blob;
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
  return { size: body.size, from: (offset) => counted(offset === 0 ? body : body.slice(offset), offset, tell) };
}

/** A Blob whose stream tells how far it has been read; `fetch` reads no further ahead than the connection takes. */
function counted(body: Blob, offset: number, tell: (reached: number) => void): Blob {
  const stream = (): ReturnType<Blob["stream"]> => {
    let reached = offset;
    const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>(
      {
        transform: (chunk, controller) => {
          reached += chunk.byteLength;
          tell(reached);
          controller.enqueue(chunk);
        },
      },
      undefined,
      { highWaterMark: 0 },
    );
    return body.stream().pipeThrough(count) as ReturnType<Blob["stream"]>;
  };
  return Object.assign(body.slice(), { stream });
}
