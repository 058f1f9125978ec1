/** Reads damaged files: each must give a Reading or a named error. */
import { join } from "@std/path";
import { requireFilePlace } from "../lib/base/require_place.ts";
import { readCard } from "../lib/model/model_files.ts";
import { fuzz } from "../tools/fuzz/fuzz.ts";
import { MODEL_FLAG } from "./flags.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

await runTask({
  task: "fuzz",
  about: "Reads damaged files: each must give a Reading or a named error within two seconds.",
  flags: {
    mutations: { type: "integer", default: 10_000, least: 1, help: "how many files" },
    seed: { type: "integer", default: 1, help: "which damage" },
    model: MODEL_FLAG,
    keep: { type: "path", help: "write the files that failed into this folder" },
  },
}, async ({ mutations, seed, model, keep }) => {
  await readCard(model);
  if (keep) await requireFilePlace(join(keep, "0.png"));
  const { onProgress, finish } = progressBar("reading damaged files");
  const report = await fuzz({ mutations, seed, model, onProgress }).finally(finish);
  const { readings, refused, failures, slowest } = report;
  console.log(
    `${mutations} damaged files (seed ${seed}), the slowest took ${slowest.toFixed(0)} ms`,
  );
  console.log(`read      ${readings}`);
  for (const [code, count] of Object.entries(refused)) console.log(`refused   ${count}  ${code}`);
  console.log(`failures  ${failures.length}`);
  if (keep) await Deno.mkdir(keep, { recursive: true });
  for (const { mutation, format, bytes, reason } of failures) {
    console.log(`mutation ${mutation} (${format}): ${reason}`);
    if (keep) await Deno.writeFile(join(keep, `${mutation}.${format}`), bytes);
  }
  return failures.length > 0 ? 1 : 0;
});
