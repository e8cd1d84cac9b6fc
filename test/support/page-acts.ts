const search = (words: string): string =>
  `const it = document.getElementById("search"); it.value = "${words}"; it.dispatchEvent(new Event("input", { bubbles: true }))`;

/** What a reader does in the page, in an order in which each can be done, as scripts of a browser. */
export const ACTS: Readonly<Record<string, string>> = {
  search: search("qt"),
  "search cleared": search(""),
  "sort by name": "document.querySelector('[role=columnheader] button').click()",
  zoom: "document.querySelector('.cell.rest').click()",
  select: "document.querySelector('.row:not(.head)').click()",
  "change mode": "document.querySelectorAll('.segments button')[1].click()",
  layer: "document.querySelector('.bar').click()",
};

/** A script that comes to the milliseconds that an act takes, layout included. */
export const timed = (act: string): string =>
  `(() => { const start = performance.now(); ${act}; document.body.offsetHeight; return performance.now() - start })()`;
