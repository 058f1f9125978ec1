import { dirname, resolve } from "@std/path";
import type { Progress } from "../base/progress.ts";
import { type Message, startKernel } from "./kernel.ts";
import { type Notebook, NotebookError, type Output, sourceOf, toLines } from "./notebook_file.ts";

/** What {@linkcode runNotebook} takes. */
export interface RunNotebookOptions {
  /** The notebook's file, from whose folder it runs. */
  readonly path: string;
  /** Little data and few epochs: see `mode.ts`. */
  readonly fast?: boolean;
  readonly onProgress?: Progress;
}

/**
 * Runs the cells from first to last in a kernel of their own.
 *
 * @returns The notebook with its new outputs; the one given is left as it was.
 * @throws {NotebookError} that names the first cell that fails, with what it said.
 */
export async function runNotebook(
  notebook: Notebook,
  { path, fast = false, onProgress }: RunNotebookOptions,
): Promise<Notebook> {
  const kernel = await startKernel({
    cwd: dirname(resolve(path)),
    env: { NOTEBOOK_FAST: fast ? "1" : "0" },
  });
  try {
    const cells = structuredClone(notebook.cells);
    let count = 0;
    for (const [i, cell] of cells.entries()) {
      onProgress?.(i, cells.length, `cell ${i + 1}`);
      if (cell.cell_type !== "code") continue;
      const cellRun = collectOutputs(++count);
      try {
        await kernel.execute(sourceOf(cell), cellRun.onMessage);
      } catch (error) {
        throw new NotebookError(`${path}, cell ${i + 1}: ${(error as Error).message}`);
      }
      const failure = cellRun.failure();
      if (failure) throw new NotebookError(`${path}, cell ${i + 1}: ${failure}`);
      cell.outputs = cellRun.outputs;
      cell.execution_count = count;
    }
    onProgress?.(cells.length, cells.length);
    return { ...notebook, cells };
  } finally {
    await kernel.close();
  }
}

/** Gathers what one cell publishes, as the file format wants it. */
function collectOutputs(count: number) {
  const outputs: Output[] = [];
  const byDisplayId = new Map<string, Extract<Output, { data: unknown }>>();
  let failure: string | undefined;
  const onMessage = ({ header, content }: Message) => {
    switch (header.msg_type) {
      case "stream": {
        const last = outputs.at(-1);
        if (last?.output_type === "stream" && last.name === content.name) {
          last.text = toLines([last.text].flat().join("") + content.text);
        } else {
          outputs.push({ output_type: "stream", name: content.name, text: toLines(content.text) });
        }
        break;
      }
      case "display_data": {
        const output: Output = {
          output_type: "display_data",
          data: inLines(content.data),
          metadata: content.metadata ?? {},
        };
        outputs.push(output);
        if (content.transient?.display_id) byDisplayId.set(content.transient.display_id, output);
        break;
      }
      case "update_display_data": {
        const output = byDisplayId.get(content.transient?.display_id);
        if (output) output.data = inLines(content.data);
        break;
      }
      case "execute_result":
        outputs.push({
          output_type: "execute_result",
          data: inLines(content.data),
          metadata: content.metadata ?? {},
          execution_count: count,
        });
        break;
      case "clear_output":
        outputs.length = 0;
        break;
      case "error":
        failure = content.traceback?.join("\n") || `${content.ename}: ${content.evalue}`;
    }
  };
  return { outputs, onMessage, failure: () => failure };
}

/** Text as lists of lines; pictures and JSON as they are. */
function inLines(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([type, value]) => [
      type,
      typeof value === "string" && type.startsWith("text/") ? toLines(value) : value,
    ]),
  );
}
