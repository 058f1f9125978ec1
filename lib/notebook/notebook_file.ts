/** Notebooks as files: Jupyter's format 4.5, as far as this project writes it. */
import { UserError } from "../base/errors.ts";
import { replaceFile } from "../base/replace.ts";

/** What a cell showed. Text and JSON values are kept as the format has them. */
export type Output =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string | string[] }
  | {
    output_type: "display_data" | "execute_result";
    /** One thing in several forms, by media type. */
    data: Record<string, unknown>;
    metadata: Record<string, unknown>;
    execution_count?: number | null;
  };

/** One cell. */
export interface Cell {
  cell_type: "code" | "markdown" | "raw";
  id?: string;
  metadata: { tags?: string[] } & Record<string, unknown>;
  source: string | string[];
  /** Code cells only. */
  outputs?: Output[];
  execution_count?: number | null;
}

/** A notebook. */
export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** A notebook that cannot be read, or does not run. */
export class NotebookError extends UserError {
  override name = "NotebookError";
}

/** The code or prose of a cell. */
export function sourceOf(cell: Cell): string {
  return Array.isArray(cell.source) ? cell.source.join("") : cell.source;
}

/** Text as the format keeps it: a list of lines, each with its end, so that a diff shows lines. */
export function toLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * Reads a notebook.
 *
 * @throws {NotebookError} when there is none, or it is not of format 4.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  let notebook: Notebook;
  try {
    notebook = JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new NotebookError(
        `there is no ${path}: name a notebook, such as notebooks/01_load.ipynb`,
      );
    }
    throw new NotebookError(`${path} is not a notebook: ${(error as Error).message}`);
  }
  if (notebook?.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new NotebookError(`${path} is not a notebook of format 4`);
  }
  return notebook;
}

/** The bytes that Jupyter would write: keys in order, one space of indent. */
export function stringifyNotebook(notebook: Notebook): string {
  const sorted = (_: string, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1))
      : value;
  return JSON.stringify(notebook, sorted, 1) + "\n";
}

/** Writes a notebook, beside its place first and then into it. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await replaceFile(path, stringifyNotebook(notebook));
}

/**
 * The code cells as one TypeScript module, to be checked and to be run.
 *
 * It tells when each of them begins and when all is done, with Jupyter's message for this. A kernel runs
 * a cell as a script where a later cell may declare a name anew; the notebooks here never do.
 */
export function toModule(notebook: Notebook): string {
  const tell = (execution_state: string) =>
    `await Deno.jupyter.broadcast("status", { execution_state: "${execution_state}" });\n`;
  const cells = notebook.cells.map((cell, i) =>
    cell.cell_type === "code" ? `${tell("busy")}// cell ${i + 1}\n${sourceOf(cell)}\n` : ""
  );
  // Without an export the compiler takes it for a script, where top-level await is an error.
  return `${cells.join("")}${tell("idle")}export {};\n`;
}
