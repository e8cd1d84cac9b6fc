import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Python's reader of tars says what it makes of each sample; differences are for a person to judge. */
const SCRIPT = `
import glob, json, os, posixpath, sys, tarfile
KINDS = {tarfile.DIRTYPE: "directory", tarfile.SYMTYPE: "symlink", tarfile.LNKTYPE: "hardLink",
         tarfile.CHRTYPE: "special", tarfile.BLKTYPE: "special", tarfile.FIFOTYPE: "special"}
def place(name):
    parts = []
    for part in name.split("/"):
        if part == "..": del parts[-1:]
        elif part not in ("", "."): parts.append(part)
    return "/" + "/".join(parts)
same = different = 0
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.tar"))):
    ours = [tuple(entry) for entry in json.load(open(path[:-3] + "json"))]
    try:
        with tarfile.open(path, "r:", encoding="latin-1") as tar:
            theirs = [(place(m.name.encode("utf-8", "surrogateescape").decode("latin-1") if "path" in m.pax_headers or "GNU.sparse.name" in m.pax_headers else m.name),
                       KINDS.get(m.type, "file"), 0 if m.type in KINDS else m.size) for m in tar]
    except Exception as error:
        theirs = repr(error)
    if ours == theirs: same += 1
    else:
        different += 1
        pairs = [] if isinstance(theirs, str) else [p for p in zip(ours + [None], theirs + [None]) if p[0] != p[1]]
        print(ascii(f"sample {os.path.basename(path)}: we read {len(ours)} entries, tarfile {theirs if isinstance(theirs, str) else len(theirs)}; first difference {pairs[:1]}")[:400])
print(f"samples held against tarfile: {same} alike, {different} not")
`;

/** Lines about the samples that are read otherwise elsewhere, and a sum. */
export const compareSamples = (samples: string): readonly string[] => {
  if (!existsSync(samples)) return [];
  const env = { ...process.env, PYTHONUTF8: "1" };
  return execFileSync("python3", ["-c", SCRIPT, samples], { encoding: "utf8", env }).trimEnd().split("\n");
};
