import { DataError } from "../../base/errors.ts";
import type { ExportedReading } from "./parse_export.ts";

/** What a person says of a file of theirs. */
export interface Written {
  readonly file: string;
  readonly person: string;
  /** The digits that they wrote. */
  readonly written: string;
}

/** One file: what was written, and what was read. */
interface ScoredAnswer extends Written {
  readonly read: string;
  readonly isRight: boolean;
  /** Whether the recognizer said that it is not sure, or could not read the file. */
  readonly isOpen: boolean;
}

/**
 * Holds what the page read against what people say that they wrote.
 *
 * Spaces and lines do not count.
 *
 * @throws {DataError} when a file is missing on one side, or stands there twice: nothing is left out silently.
 */
export function scoreExport(
  readings: readonly ExportedReading[],
  said: readonly Written[],
): ScoredAnswer[] {
  const readOf = byFile(readings, "the page's export");
  const saidOf = byFile(said, "the list of what was written");
  for (const { file } of readings) {
    if (!saidOf.has(file)) throw new DataError(`nobody says what is written in "${file}"`);
  }
  return said.map((one) => {
    const reading = readOf.get(one.file);
    if (!reading) throw new DataError(`the page's export has no "${one.file}"`);
    const read = reading.read.replace(/\s/g, "");
    return {
      ...one,
      read,
      isRight: read === one.written.replace(/\s/g, ""),
      isOpen: read === "" || read.includes("?"),
    };
  });
}

function byFile<T extends { readonly file: string }>(rows: readonly T[], where: string) {
  const found = new Map<string, T>();
  for (const row of rows) {
    if (found.has(row.file)) {
      throw new DataError(`"${row.file}" stands twice in ${where}: give each picture its own name`);
    }
    found.set(row.file, row);
  }
  return found;
}
