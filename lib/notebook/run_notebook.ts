import { dirname, resolve } from "@std/path";
import type { Progress } from "../base/progress.ts";
import { hasten } from "./hasten.ts";
import { type Message, published } from "./messages.ts";
import { type Notebook, NotebookError, type Output, toLines, toModule } from "./notebook_file.ts";
import type { RunRecord } from "./run_record.ts";

interface RunNotebookOptions {
  /** The notebook's file, from whose folder it runs. */
  readonly path: string;
  /** Little data and few epochs: see `hasten.ts`. */
  readonly fast?: boolean;
  readonly onProgress?: Progress;
}

/** A notebook that ran, what it took, and which models it read. */
interface RunNotebook extends Pick<RunRecord, "costs" | "models"> {
  /** With its new outputs; the one given is left as it was. */
  readonly notebook: Notebook;
}

/** Loaded before the notebook. */
const STAND_IN = new URL("stand_in.ts", import.meta.url).href;

/**
 * Runs the cells from first to last, as one module in a process of its own.
 *
 * They do not run in a Jupyter kernel, which speaks ZeroMQ: under Deno, npm's zeromq stopped receiving in 3 of
 * 50 runs on a busy machine, and a client without it takes hundreds of lines. The one difference: a kernel also
 * shows the value of a cell's last expression, so notebooks here show things by `show.ts`.
 *
 * @throws {NotebookError} that names the first cell that fails, with what it said.
 */
export async function runNotebook(
  notebook: Notebook,
  { path, fast = false, onProgress }: RunNotebookOptions,
): Promise<RunNotebook> {
  await using child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--quiet", "--preload", STAND_IN, "-"],
    cwd: dirname(resolve(path)),
    env: { NO_COLOR: "1", TF_CPP_MIN_LOG_LEVEL: "3", NOTEBOOK_FAST: fast ? "1" : "0" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const complaints = new Response(child.stderr).text();
  // What the notebook leaves open shall not keep its process alive.
  const module = toModule(notebook);
  const code = new Blob([fast ? hasten(module) : module, "Deno.exit();\n"]);
  await code.stream().pipeTo(child.stdin);

  const cells = structuredClone(notebook.cells);
  const codeCells = [...cells.entries()].filter(([, cell]) => cell.cell_type === "code");
  let running = -1; // no cell has begun
  let collect: (message: Message) => void = () => {};
  let took: Omit<RunNotebook, "notebook"> = { costs: { minutes: 0, gigabytes: 0 }, models: {} };
  for await (const message of published(child.stdout)) {
    if (message.msg_type === "took") {
      took = message.content;
    } else if (message.msg_type !== "status") {
      collect(message);
    } else if (++running < codeCells.length) {
      const [i, cell] = codeCells[running];
      onProgress?.(i, cells.length, `cell ${i + 1}`);
      cell.execution_count = running + 1;
      cell.outputs = [];
      collect = collectInto(cell.outputs);
    }
  }
  if (running < codeCells.length) {
    const where = running < 0 ? path : `${path}, cell ${codeCells[running][0] + 1}`;
    throw new NotebookError(`${where}: ${failure(await complaints, await child.status)}`);
  }
  onProgress?.(cells.length, cells.length);
  return { notebook: { ...notebook, cells }, ...took };
}

/** The error that ended a process, without the words before it; or how else it ended. */
function failure(complaints: string, { code, signal }: Deno.CommandStatus): string {
  const [, error] = complaints.match(/^error: (?:Uncaught )?(?:\(in promise\) )?([^]*)/m) ?? [];
  const end = `its process ended with ${signal ?? `status ${code}`}: ${complaints.slice(-2000)}`;
  return (error ?? end).trimEnd();
}

/** Gathers what one cell publishes, as the file format wants it. */
function collectInto(outputs: Output[]): (message: Message) => void {
  const byDisplayId = new Map<string, Extract<Output, { data: unknown }>>();
  return ({ msg_type, content }) => {
    switch (msg_type) {
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
        const { data, metadata, transient: { display_id } } = content;
        const output: Output = { output_type: "display_data", data: inLines(data), metadata };
        outputs.push(output);
        if (display_id) byDisplayId.set(display_id, output);
        break;
      }
      case "update_display_data": {
        const output = byDisplayId.get(content.transient.display_id);
        if (output) output.data = inLines(content.data);
      }
    }
  };
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
