/** The last second that JavaScript has a date for. */
const LATEST = 8.64e12;

/** RFC 3339 in UTC of seconds since 1970, `undefined` where no calendar reaches. */
export const formatSeconds = (seconds: number): string | undefined =>
  Math.abs(seconds) > LATEST ? undefined : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
