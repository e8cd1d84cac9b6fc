import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A file inside an installed package, by the folder that the package's own resolution leads to. */
export function packageFile(name: string, file: string): string {
  const marker = join("node_modules", name);
  const entry = dirname(fileURLToPath(import.meta.resolve(name)));
  return join(entry.slice(0, entry.lastIndexOf(marker) + marker.length), file);
}
