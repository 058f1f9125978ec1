/** Measures a model on labelled pictures. */
import { openTestPart } from "../lib/dataset/test_part.ts";
import { openEngine } from "../lib/engine/open.ts";
import { evaluate, type Evaluation } from "../lib/evaluate.ts";
import { readFlags } from "./flags.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

await runTask(async (args) => {
  const flags = readFlags(args, {
    task: "evaluate",
    about: "Measures a model on labelled pictures.",
    flags: {
      data: {
        type: "string",
        default: "mnist",
        help: "mnist, pen, or a folder of <class>/<picture>",
      },
      model: { type: "string", default: "models/digits", help: "model folder" },
      engine: { type: "string", help: "URL of the model on an Open Inference Protocol server" },
      json: { type: "boolean", help: "print the result as one line of JSON" },
    },
  });
  const { engine, card } = await openEngine(flags);
  let bar = progressBar("reading pictures");
  const { test, train, heldOut, unreadable } = await openTestPart(flags.data, card, bar);
  bar.finish();
  for (const { file, reason } of unreadable) console.error(`left out: ${file}: ${reason}`);
  if (heldOut) {
    console.error("the model was trained on this data: only its held-out part is measured");
  }

  bar = progressBar("measuring");
  const evaluation = await evaluate({ engine, test, train, onProgress: bar.onProgress });
  bar.finish();
  await engine.close();
  console.log(flags.json ? JSON.stringify(evaluation) : report(evaluation));
});

/** The figures as people read them. */
function report(evaluation: Evaluation): string {
  const { images, accuracy, accuracy95, precision, recall, f1, ece, duplicates } = evaluation;
  const percent = (share: number) => `${(100 * share).toFixed(2).padStart(6)} %`;
  const classes = Object.keys(evaluation.perClass);
  const width = Math.max(5, ...classes.map((name) => name.length + 1));
  const cell = (value: string | number) => String(value).padStart(width);
  return [
    `pictures   ${images}`,
    `accuracy  ${percent(accuracy)}  (95 % interval ${percent(accuracy95[0])} to ${
      percent(accuracy95[1])
    })`,
    `precision ${percent(precision)}  (macro)`,
    `recall    ${percent(recall)}  (macro)`,
    `F1        ${percent(f1)}  (macro)`,
    `ECE       ${percent(ece)}`,
    `copies of training pictures: ${duplicates ?? "unknown"}`,
    "",
    "class      pictures  precision    recall        F1",
    ...Object.entries(evaluation.perClass).map(([name, metrics]) =>
      name.padEnd(10) + String(metrics.support).padStart(9) +
      [metrics.precision, metrics.recall, metrics.f1].map((x) => `  ${percent(x)}`).join("")
    ),
    "",
    "confusion: a row for each class shown, a column for each answer",
    cell("") + classes.map(cell).join(""),
    ...evaluation.confusion.map((row, i) => cell(classes[i]) + row.map(cell).join("")),
  ].join("\n");
}
