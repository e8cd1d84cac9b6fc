/** What to build from a flake, as written `FLAKE-REF#ATTRIBUTE^OUTPUTS`. */
export interface Installable {
  /** `.` when nothing stands before the `#`. */
  readonly flakeRef: string;
  /** Empty for the flake's default. */
  readonly attribute: string;
  /** Empty when none is named. */
  readonly outputs: readonly string[];
}

/** The parts of an installable; every text is one, so nothing is refused. */
export const parseInstallable = (text: string): Installable => {
  const hash = text.indexOf("#");
  const flakeRef = hash < 0 ? text : text.slice(0, hash);
  const fragment = hash < 0 ? "" : text.slice(hash + 1);
  // Outputs stand behind the last "^" outside quotes: packages.x."odd^name"^out,man
  const [, attribute = fragment, outputs] = /^((?:[^"^]|"[^"]*")*)\^([^"^]*)$/.exec(fragment) ?? [];
  return { flakeRef: flakeRef === "" ? "." : flakeRef, attribute, outputs: outputs ? outputs.split(",") : [] };
};
