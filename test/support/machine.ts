/** What the machine of a test runs, whatever machine that is. */
export const MACHINE = { os: "linux", architecture: "amd64" } as const;
