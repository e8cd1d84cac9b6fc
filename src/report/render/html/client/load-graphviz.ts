/** What is used of Graphviz: places for nodes and edges, as JSON. */
export interface Graphviz {
  renderJSON(graph: object, options: object): unknown;
}

interface Global {
  reportGraphviz?: { instance(): Promise<Graphviz> };
}

let loading: Promise<Graphviz> | undefined;

const unpack = async (base64: string): Promise<string> => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
};

/** The page's policy names the hash of this very script, so nothing else can be run by this way. */
const start = async (): Promise<Graphviz> => {
  const script = document.createElement("script");
  script.textContent = await unpack(document.getElementById("graphviz")?.textContent ?? "");
  document.head.append(script);
  const { reportGraphviz } = globalThis as Global;
  if (reportGraphviz === undefined) throw new Error("Graphviz could not be started");
  return reportGraphviz.instance();
};

/** Graphviz, unpacked and started when it is first asked for: most readers never open a graph. */
export const loadGraphviz = (): Promise<Graphviz> => {
  loading ??= start();
  return loading;
};
