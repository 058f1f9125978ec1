/**
 * Stands in for what a Jupyter kernel gives a notebook: `Deno.jupyter`, and a console whose complaints
 * are part of the outputs. Loaded before a notebook's module, with `deno run --preload`.
 *
 * It also tells, when all is done, what the run took and which models it read.
 */
import { createHash } from "node:crypto";
import process from "node:process";
import { format } from "node:util";
import { publish } from "./messages.ts";

const models: Record<string, string> = {};

const jupyter: Pick<typeof Deno.jupyter, "broadcast" | "display"> = {
  broadcast(msg_type, content) {
    if (content.execution_state === "idle") publish({ msg_type: "took", content: took() });
    publish({ msg_type, content });
    return Promise.resolve();
  },
  display(data, { raw, display_id, update } = {}) {
    if (!raw) throw new TypeError("a notebook of this project displays { raw: true } data alone");
    const msg_type = update ? "update_display_data" : "display_data";
    return jupyter.broadcast(msg_type, { data, metadata: {}, transient: { display_id } });
  },
};

function took() {
  const { userCPUTime, systemCPUTime } = process.resourceUsage(); // microseconds
  const costs = { minutes: (userCPUTime + systemCPUTime) / 6e7, gigabytes: peakMemory() / 1e9 };
  return { costs, models };
}

/** The most memory that this process has held, in bytes; both sources give units of 1,024 of them. */
function peakMemory(): number {
  const { maxRSS } = process.resourceUsage();
  if (Deno.build.os !== "linux") return 1024 * maxRSS;
  // Linux begins `maxRSS` with what the program held that started this one.
  const [, peak] = Deno.readTextFileSync("/proc/self/status").match(/VmHWM:\s+(\d+)/)!;
  return 1024 * Number(peak);
}

/** A model is read card first, and the card holds the checksums of its other files. */
const { readTextFile } = Deno;
const noteModels: typeof readTextFile = async (path, options) => {
  const text = await readTextFile(path, options);
  const [, model] = String(path).match(/models\/(\w+)\/card\.json$/) ?? [];
  if (model) models[model] = createHash("sha256").update(text).digest("hex");
  return text;
};
Object.assign(Deno, { jupyter, readTextFile: noteModels });

for (const level of ["warn", "error"] as const) {
  console[level] = (...data) =>
    publish({ msg_type: "stream", content: { name: "stderr", text: `${format(...data)}\n` } });
}
