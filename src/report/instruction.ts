/** What a builder wrote into the history of an image, as one reads it in a Dockerfile. */
export interface Instruction {
  readonly text: string;
  /** `writes`: its purpose is files. `may-write`: it makes a folder where there is none. `configures`: it changes the config alone. */
  readonly effect: "writes" | "may-write" | "configures";
}

const CONFIGURING = "ARG CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER ONBUILD SHELL STOPSIGNAL USER VOLUME";

const EFFECTS: ReadonlyMap<string, Instruction["effect"]> = new Map([
  ...["ADD", "COPY", "RUN"].map((word) => [word, "writes"] as const),
  ["WORKDIR", "may-write"],
  ...CONFIGURING.split(" ").map((word) => [word, "configures"] as const),
]);

/** More than a report keeps of any text. */
const LIMIT = 20_000;

/** Of instructions that run nothing, the classic builder and buildah: `/bin/sh -c #(nop) COPY …`. */
const NOP = /^[^#]{0,200}#\(nop\) */;
const SHELL = /\/(?:usr\/)?bin\/(?:ba|da|a|z)?sh (?:-[a-z]+ (?:pipefail )?){0,4}?-[a-z]*c /;
const FIRST_SHELL = new RegExp(`^${SHELL.source}`);
/** The number of build arguments, and the arguments: `|1 TOKEN=… /bin/sh -c …`. */
const ARGUMENTS = /^\|[0-9]+ /;

/**
 * The instruction behind `created_by`; `undefined` where it is none, as of builders that read no Dockerfile. Values of build arguments, which
 * the builders put before a command, are left out: they stand in no Dockerfile, and passwords have been found there.
 */
export const parseInstruction = (createdBy: string): Instruction | undefined => {
  const plain = createdBy
    .slice(0, LIMIT)
    .replace(/\s+/g, " ")
    .replace(/ # buildkit *$/, "")
    .trim();
  const text = NOP.test(plain) ? plain.replace(NOP, "") : (commandOf(plain) ?? plain);
  const word = text.split(" ", 1)[0] ?? "";
  const effect = EFFECTS.get(word);
  return effect === undefined ? undefined : { text: withoutSums(text), effect };
};

/** `RUN` and what is run; the classic builder leaves the word out, BuildKit writes it. */
const commandOf = (plain: string): string | undefined => {
  const command = plain.startsWith("RUN ") ? plain.slice(4) : plain;
  if (ARGUMENTS.test(command)) {
    const shell = SHELL.exec(command);
    return shell === null ? "RUN …" : `RUN ${command.slice(shell.index + shell[0].length)}`;
  }
  return FIRST_SHELL.test(command) ? `RUN ${command.replace(FIRST_SHELL, "")}` : undefined;
};

/** Classic builders write the checksum of what is copied instead of its name: `COPY dir:4f5a… in /app`. */
const withoutSums = (text: string): string =>
  text.replace(/^((?:COPY|ADD) (?:--\S+ )*)(?:file|dir|multi):[0-9a-f]{32,128} in /, "$1… ");
