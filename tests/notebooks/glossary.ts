/** One list of the words that the notebooks explain, made from the section `## Words` of each. */
import { type Notebook, sourceOf } from "../../lib/notebook/notebook_file.ts";

/**
 * The glossary as Markdown: every word with its explanation and the notebook that it is from.
 *
 * @param notebooks By file name.
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
