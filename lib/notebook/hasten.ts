import { NotebookError } from "./notebook_file.ts";

/** A value that a line gives a name, and behind it the one for a quick run. */
const LINE = /^(\s*(?:const \w+ =|\w+:) )(.+)([;,]) \/\/ fast: (.+)$/;

/**
 * A cell with the values for a quick run, which shows with little data and few epochs that it works.
 *
 * They stand as comments behind the others, so that a cell holds nothing else about it.
 *
 * @throws {NotebookError} where such a comment is not behind `const name = value;` or `name: value,`.
 */
export function hasten(source: string): string {
  return source.replace(/^.*\/\/ fast:.*$/gm, (line) => {
    const [, name, , end, quick] = line.match(LINE) ?? [];
    if (quick) return `${name}${quick}${end}`;
    throw new NotebookError(
      `"${line.trim()}": write "const name = value; // fast: value" or "name: value, // fast: value"`,
    );
  });
}
