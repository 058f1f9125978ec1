import { DataError } from "../../base/errors.ts";

/**
 * The wanted columns of a table with commas (RFC 4180) whose first line names its columns; others are left out.
 *
 * An apostrophe by which the page keeps spreadsheets from taking a text for a formula is taken off.
 *
 * @throws {DataError} when a column is missing, or a row is shorter than the first.
 */
export function parseTable<Column extends string>(
  text: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  const [head = [], ...rows] = parseRows(text);
  const missing = columns.find((column) => !head.includes(column));
  if (missing !== undefined) {
    throw new DataError(`no column "${missing}" in the first line, which is "${head.join(",")}"`);
  }
  return rows.map((row, i) => {
    if (row.length < head.length) {
      throw new DataError(`row ${i + 2} has ${row.length} cells, the first line ${head.length}`);
    }
    const cellOf = (column: Column) => row[head.indexOf(column)].replace(/^'(?=[=+\-@\t\r])/, "");
    return Object.fromEntries(columns.map((column) => [column, cellOf(column)])) as Record<
      Column,
      string
    >;
  });
}

/** Rows of cells; blank lines are left out. */
function parseRows(text: string): string[][] {
  const rows: string[][] = [[]];
  const withoutMark = text.replace(/^\uFEFF/, "");
  // A cell, quoted or not, and what ends it.
  const cells = withoutMark.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n?|\n|$)/g);
  for (const [, quoted, plain, end] of cells) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1 || (row[0] ?? "") !== "");
}
