/** Goes off when nothing has happened for a while. */
export interface Alarm {
  /** Something has happened: counting starts again, with another patience if one is given. */
  again(milliseconds?: number): void;
  off(): void;
}

class StallError extends Error {
  readonly code = "ERR_STALLED";

  constructor(milliseconds: number) {
    super(`nothing moved for ${milliseconds / 1000} s`);
  }
}

export function setAlarm(milliseconds: number, fail: (error: StallError) => void): Alarm {
  let patience = milliseconds;
  const ring = (): void => fail(new StallError(patience));
  let timer = setTimeout(ring, patience);
  return {
    again: (other) => {
      clearTimeout(timer);
      patience = other ?? patience;
      timer = setTimeout(ring, patience);
    },
    off: () => clearTimeout(timer),
  };
}
