import { setTimeout as delay } from "node:timers/promises";
import { dirname, join, resolve } from "@std/path";
import { take, toFloats } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { openEngine } from "../../lib/engine/open_engine.ts";
import { argmax } from "../../lib/evaluation/metrics.ts";
import { toBytes } from "../../lib/image/shares.ts";
import { processTree, procFile, signalProcess } from "../../tools/processes.ts";
import { runCommand } from "../../tools/run_command.ts";
import { temporaryFolder } from "../../tools/temporary_folder.ts";

const MODEL = "models/digits";

/** Different digits among the rows. */
const DIGITS = 2_000;

/** The program of a worker, as its command line names it. */
const WORKER = "CoarseGrainedExecutorBackend";

/**
 * Has `deploy/spark/score.py` read MNIST's test digits, again and again, on a Spark of two workers of one core each,
 * of which one is killed once the first rows are done.
 *
 * @param python The path of one that has pyspark, pandas, pyarrow and onnxruntime.
 * @returns How long it took, how many workers were killed, how many rows were answered, how many different ones are
 * among them, and how many of them have another digit than in this process.
 */
export async function scoreOnSpark(
  python: string,
  { rows, parts }: { readonly rows: number; readonly parts: number },
): Promise<Record<"seconds" | "kills" | "rows" | "ids" | "wrong", number>> {
  await using folder = await temporaryFolder();
  const path = (name: string) => join(folder.path, name);
  const { engine, card } = await openEngine({ model: MODEL });
  const numbers = toFloats(take(await loadMnist("test"), DIGITS));
  const probabilities = await engine.predict(numbers, DIGITS);
  await engine.close();
  const due = [...argmax(probabilities, card.classes.length)].map((label) => card.classes[label]);
  await Deno.writeFile(path("pixels"), toBytes(numbers));
  await Deno.writeTextFile(path("due"), due.join(""));
  const tool = (...args: string[]) =>
    runCommand(python, { args: ["bench/scale/spark_digits.py", ...args] });
  await tool("make", path("pixels"), String(rows), String(parts), path("pictures"));

  const before = performance.now();
  const kills = await score(python, path);
  const seconds = (performance.now() - before) / 1000;
  return { seconds, kills, ...JSON.parse(await tool("check", path("due"), path("answers"))) };
}

/** Runs the job, kills one of its workers once the first rows are done, and says how many it has killed. */
async function score(python: string, path: (name: string) => string): Promise<number> {
  const job = new Deno.Command(join(dirname(python), "spark-submit"), {
    args: [
      ...["--master", "local-cluster[2,1,1024]"],
      ...["--conf", "spark.ui.enabled=false"],
      ...["--conf", `spark.sql.warehouse.dir=${path("warehouse")}`],
      ...["deploy/spark/score.py", "--model", MODEL, path("pictures"), path("answers")],
    ],
    env: {
      PYSPARK_PYTHON: resolve(python),
      SPARK_LOCAL_IP: "127.0.0.1",
      SPARK_LOCAL_DIRS: path("local"),
      SPARK_WORKER_DIR: path("work"),
    },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let isOver = false;
  const ended = job.output().finally(() => isOver = true);
  let kills = 0;
  while (!isOver && kills === 0) {
    await delay(100);
    if (!await someRowsAreDone(path("answers"))) continue;
    const worker = processTree(job.pid).find((pid) => procFile(pid, "cmdline").includes(WORKER));
    if (worker === undefined) continue;
    signalProcess(worker, "SIGKILL");
    kills++;
  }
  const { success, stderr } = await ended;
  if (success) return kills;
  const said = new TextDecoder().decode(stderr).trim().split("\n").slice(-8).join("\n");
  throw new Error(`Spark did not end its job: ${said}`);
}

/** Whether a task of the job has handed in its rows. */
async function someRowsAreDone(answers: string): Promise<boolean> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(join(answers, "_temporary/0")));
    return entries.some(({ name }) => name.startsWith("task_"));
  } catch {
    return false;
  }
}
