/** One list of the words that the notebooks explain, made from the section `## Words` of each. */
import { type Notebook, sourceOf } from "./notebook_file.ts";

/**
 * The glossary as Markdown: every word with its explanation and the notebook that it is from.
 *
 * @param notebooks By file name.
 *
 * @example
 * ```ts
 * import { glossaryOf } from "./glossary.ts";
 * import type { Notebook } from "./notebook_file.ts";
 * import assert from "node:assert/strict";
 *
 * const source = "## Words\n\n- **ink**: how dark\n  a pixel is.\n- **class**: a sign.\n\n## References\n";
 * const words = { cell_type: "markdown" as const, metadata: {}, source };
 * const notebook: Notebook = { cells: [words], metadata: {}, nbformat: 4, nbformat_minor: 5 };
 * assert.match(
 *   glossaryOf({ "01_load.ipynb": notebook }),
 *   /^- \*\*class\*\*: a sign. \[1\]\(01_load.ipynb\)\n- \*\*ink\*\*: how dark a pixel is./m,
 * );
 * ```
 */
export function glossaryOf(notebooks: Readonly<Record<string, Notebook>>): string {
  const lines = Object.entries(notebooks).flatMap(([name, notebook]) =>
    wordsOf(notebook).map((text) => `- ${text} [${Number.parseInt(name)}](${name})`)
  );
  const word = (line: string) => line.match(/\*\*(.*?)\*\*/)?.[1].toLowerCase() ?? line;
  const sorted = lines.sort((a, b) => word(a) < word(b) ? -1 : 1);
  return `# Glossary

The words that [the notebooks](README.md) explain. The number is the notebook's.

${sorted.join("\n")}
`;
}

/** The items of the list of words, each on one line. */
function wordsOf({ cells }: Notebook): string[] {
  const prose = cells.filter(({ cell_type }) => cell_type === "markdown").map(sourceOf).join(
    "\n\n",
  );
  const [, list = ""] = prose.match(/^## Words\n([^]*?)^## /m) ?? [];
  return list.split(/^- /m).slice(1).map((item) => item.replace(/\s+/g, " ").trim());
}
