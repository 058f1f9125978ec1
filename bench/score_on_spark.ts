import { dirname, join, resolve } from "@std/path";
import { take, toFloats } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { openEngine } from "../lib/engine/open_engine.ts";
import { argmax } from "../lib/evaluation/metrics.ts";
import { toBytes } from "../lib/image/shares.ts";
import { familyOf, procFile } from "../tools/children_of.ts";
import { runCommand } from "../tools/run_command.ts";
import { temporaryFolder } from "../tools/temporary_folder.ts";

/** What became of the rows. */
export interface SparkScore {
  readonly seconds: number;
  /** Workers that were killed. */
  readonly kills: number;
  /** Rows that were answered, and how many different ones are among them. */
  readonly rows: number;
  readonly ids: number;
  /** Rows whose digit is another than in this process. */
  readonly wrong: number;
}

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
 */
export async function scoreOnSpark(
  python: string,
  { rows, parts }: { readonly rows: number; readonly parts: number },
): Promise<SparkScore> {
  await using folder = await temporaryFolder();
  const images = take(await loadMnist("test"), DIGITS);
  const { engine, card } = await openEngine({ model: MODEL });
  const numbers = toFloats(images);
  const probabilities = await engine.predict(numbers, DIGITS);
  await engine.close();
  const due = [...argmax(probabilities, card.classes.length)].map((label) => card.classes[label]);
  const path = (name: string) => join(folder.path, name);
  await Deno.writeFile(path("pixels"), toBytes(numbers));
  await Deno.writeTextFile(path("due"), due.join(""));
  const tool = (...args: string[]) =>
    runCommand(python, { args: ["bench/spark_digits.py", ...args] });
  await tool("make", path("pixels"), String(rows), String(parts), path("pictures"));

  const before = performance.now();
  const kills = await score(python, path);
  const seconds = (performance.now() - before) / 1000;
  return { seconds, kills, ...JSON.parse(await tool("check", path("due"), path("answers"))) };
}

/** Runs the job, kills one of its workers once the first rows are done, and says how many it has killed. */
async function score(
  python: string,
  path: (name: string) => string,
): Promise<number> {
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
    await new Promise((resume) => setTimeout(resume, 100));
    if (!await someRowsAreDone(path("answers"))) continue;
    for (const pid of workersOf(job.pid).slice(0, 1)) {
      Deno.kill(pid, "SIGKILL");
      kills++;
    }
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

/** The workers among what a program has started, and what those have. */
function workersOf(pid: number): number[] {
  return familyOf(pid).filter((one) => one !== pid && procFile(one, "cmdline").includes(WORKER));
}
