/** A graph as Graphviz would understand it; quoted IDs with their escapes taken back. */
export interface DotGraph {
  readonly name: string;
  readonly nodes: ReadonlyMap<string, string>;
  readonly edges: readonly (readonly [from: string, to: string])[];
}

/** Words, quoted IDs, edges and marks of the DOT language; nothing else may stand in a graph. */
const TOKEN = /\s+|("(?:[^"\\\n]|\\.)*")|(->)|([A-Za-z_]\w*)|([{}[\];=])/y;

const tokensOf = (text: string): readonly string[] => {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) throw new SyntaxError(`no DOT at ${at}: ${text.slice(at, at + 40)}`);
    if (found[0].trim() !== "") tokens.push(found[0]);
  }
  return tokens;
};

const idOf = (token: string | undefined): string => {
  if (token === undefined || !/^["A-Za-z_]/.test(token)) throw new SyntaxError(`no ID: ${token}`);
  return token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, (_, it) => (it === "n" ? "\n" : it)) : token;
};

/**
 * Parses a digraph of the strict grammar of https://graphviz.org/doc/info/lang.html without subgraphs, ports and
 * HTML; SyntaxError for anything else, and for an edge to a node that was not declared.
 */
export const parseDot = (text: string): DotGraph => {
  const tokens = [...tokensOf(text)].reverse();
  const expect = (wanted: string): void => {
    const token = tokens.pop();
    if (token !== wanted) throw new SyntaxError(`${token} instead of ${wanted}`);
  };
  const attributes = (): Map<string, string> => {
    const found = new Map<string, string>();
    expect("[");
    while (tokens.at(-1) !== "]") {
      const key = idOf(tokens.pop());
      expect("=");
      found.set(key, idOf(tokens.pop()));
    }
    expect("]");
    return found;
  };
  expect("digraph");
  const name = idOf(tokens.pop());
  const nodes = new Map<string, string>();
  const edges: [string, string][] = [];
  expect("{");
  while (tokens.at(-1) !== "}") {
    const token = tokens.pop();
    const id = idOf(token);
    if (tokens.at(-1) === "=") {
      tokens.pop();
      idOf(tokens.pop());
    } else if (tokens.at(-1) === "->") {
      tokens.pop();
      edges.push([id, idOf(tokens.pop())]);
    } else {
      const found = attributes();
      if (token?.startsWith('"')) nodes.set(id, found.get("label") ?? id);
    }
    expect(";");
  }
  expect("}");
  if (tokens.length > 0) throw new SyntaxError(`more than a graph: ${tokens.at(-1)}`);
  for (const id of edges.flat()) if (!nodes.has(id)) throw new SyntaxError(`no node ${id}`);
  return { name, nodes, edges };
};
