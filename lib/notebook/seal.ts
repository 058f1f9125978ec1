/**
 * A seal on stored outputs: it breaks when a code cell or an output is changed by itself.
 *
 * A notebook takes minutes to run, and reading its seal takes none.
 */
import { createHash } from "node:crypto";
import { type Notebook, sourceOf, stringifyNotebook } from "./notebook_file.ts";

/** Where the seal is kept in a notebook's metadata. */
const KEY = "outputs_sha256";

/** The notebook with a seal on what its code cells are and show; prose may still be changed. */
export function seal(notebook: Notebook): Notebook {
  return { ...notebook, metadata: { ...notebook.metadata, [KEY]: sha256(notebook) } };
}

/** Whether the code cells and their outputs are those that were sealed. */
export function isSealed(notebook: Notebook): boolean {
  return notebook.metadata[KEY] === sha256(notebook);
}

function sha256(notebook: Notebook): string {
  const cells = notebook.cells
    .filter(({ cell_type }) => cell_type === "code")
    .map((cell) => ({
      cell_type: cell.cell_type,
      metadata: {},
      source: sourceOf(cell),
      outputs: cell.outputs ?? [],
    }));
  const text = stringifyNotebook({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
  return createHash("sha256").update(text).digest("hex");
}
