import { imageWith } from "../nix-text.ts";
import type { Draft, Rule } from "../rule.ts";
import { userOf } from "../user.ts";

const STICKY = 0o1777;

export const noTmp: Rule = {
  id: "no-tmp",
  severity: "warning",
  title: "No usable /tmp",
  detect: (subject): readonly Draft[] => {
    const seen = subject.inspection.see("/tmp");
    const isRoot = userOf(subject).isRoot;
    if (seen.kind === "missing") return [{ subject: "/tmp", value: "missing", severity: isRoot ? "info" : "warning" }];
    const mode = seen.kind === "directory" ? (seen.mode ?? 0o755) : 0;
    return isRoot || mode === STICKY ? [] : [{ subject: "/tmp", value: mode.toString(8).padStart(4, "0") }];
  },
  describe: ({ value = "", severity }, { word }) => {
    if (value !== "missing") return `/tmp has the mode ${word(value)}, so that the image's user cannot write there`;
    return severity === "info"
      ? "/tmp is missing: programs that need it fail unless they make it"
      : "/tmp is missing, and the image's user cannot make it";
  },
  fix: () => ({
    advice: "Make it when the image is put together; paths are relative there.",
    nix: imageWith(['extraCommands = "mkdir -p tmp && chmod 1777 tmp";']),
  }),
};
