import { DataError } from "../../base/errors.ts";
import { parseTable } from "./parse_table.ts";

/** What the page read in a file. */
export interface ExportedReading {
  readonly file: string;
  /** The digits, "?" for one that is not trusted; empty where the file could not be read. */
  readonly read: string;
}

/**
 * The readings that the page saved, as CSV (`digits.csv`) or as JSON (`digits.json`).
 *
 * @throws {DataError} when the text is neither.
 */
export function parseExport(text: string): ExportedReading[] {
  if (text.trimStart().startsWith("[")) return fromJson(text);
  return parseTable(text, ["file", "number"]).map(({ file, number }) => ({ file, read: number }));
}

function fromJson(text: string): ExportedReading[] {
  let entries: readonly ({ readonly file?: unknown; readonly text?: unknown } | null)[];
  try {
    entries = JSON.parse(text);
  } catch (error) {
    throw new DataError(`not JSON as the page saves it: ${(error as Error).message}`);
  }
  return entries.map((entry, i) => {
    const { file, text = "" } = entry ?? {};
    if (typeof file !== "string" || typeof text !== "string") {
      throw new DataError(`entry ${i + 1} has no "file" and "text" as the page saves them`);
    }
    return { file, read: text };
  });
}
