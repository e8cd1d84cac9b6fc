/** What the program writes into the history of a layer: a list as Python prints it. Quotes and backslashes are in no store path. */
export const layerComment = (paths: readonly string[]): string =>
  `store paths: [${paths.map((path) => `'${path}'`).join(", ")}]`;
