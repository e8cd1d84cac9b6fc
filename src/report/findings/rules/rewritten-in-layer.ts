import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import { ownerEvidence, worthwhile } from "../subject.ts";

export const rewrittenInLayer: Rule = {
  id: "rewritten-in-layer",
  severity: "warning",
  title: "Data copied into another layer by chown or chmod",
  detect: (subject) => {
    const { contentSize, files, layer, path, owners } = subject.inspection.copiedForPermissions;
    if (contentSize < worthwhile(subject.report)) return [];
    const items = [...owners]
      .map(([owner, bytes]) => ({ ...ownerEvidence(owner), bytes }))
      .sort((a, b) => b.bytes - a.bytes);
    return [
      { subject: "permissions", bytes: contentSize, items, count: files, value: `layer ${layer + 1}`, file: path },
    ];
  },
  describe: ({ value = "", count = 0, file = "" }, { name, word }) =>
    `${word(value)} has ${count === 1 ? "a file" : `${count} files`} of lower layers again, with other owners or modes and the same content, such as ${name(file)}`,
  fix: () => ({
    advice: "Have the files made with their owner, rather than given to one in a later layer.",
    nix: imageWith(["uid = 1000;", "gid = 1000;", 'uname = "user";', 'gname = "user";']),
  }),
};
