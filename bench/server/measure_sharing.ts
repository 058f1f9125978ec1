import process from "node:process";
import { quantile } from "../../lib/base/quantile.ts";
import { openSession } from "../../lib/engine/onnx_session.ts";
import type { Session } from "../../lib/engine/session.ts";
import { FINDER_FOLDER } from "../../lib/finder/open_finder.ts";
import { readCard, readFinderCard } from "../../lib/model/model_files.ts";
import { DIGITS_FOLDER } from "../../lib/open_recognizer.ts";
import { createRecognizer } from "../../lib/recognizer.ts";
import { inTurn, type Side } from "../comparison.ts";
import { table } from "../tables.ts";
import { shareRuns } from "./share_runs.ts";

/** Threads of a network. */
const THREADS = [1, 2];
/** Pictures that share a run. */
const BATCHES = [1, 2, 4, 8];
/** Pictures that a reader would take at once. */
const AT_ONCE = 4;

/**
 * What a picture would gain if those that wait shared runs of the networks, as tables in Markdown.
 *
 * All is processor time: where all cores are busy, it decides how many pictures are read.
 */
export async function measureSharing(
  picture: Uint8Array,
  { rounds }: { readonly rounds: number },
): Promise<string[]> {
  const card = await readCard(DIGITS_FOLDER);
  const open = (folder: string, card: Parameters<typeof openSession>[1]) =>
    Promise.all(THREADS.map((threads) => openSession(folder, card, { threads })));
  const digits = await open(DIGITS_FOLDER, card);
  const finders = await open(FINDER_FOLDER, await readFinderCard(FINDER_FOLDER));

  // What the networks see of a drawing of 280 pixels.
  const networks = [["digit net", 28, digits], ["finder", 224, finders]] as const;
  const runs = networks.flatMap(([name, side, sessions]) =>
    sessions.map(({ run }, k): [string, Side[]] => [
      `${name}, ${side} x ${side}, threads: ${THREADS[k]}`,
      BATCHES.map((batch) => {
        const images = new Float32Array(batch * side * side).map((_, i) => Math.sin(i));
        return () => processorTime(batch, () => run(images, [batch, side, side, 1]));
      }),
    ])
  );
  const reading = (digits: Session, finder: Session) => {
    const { width, height } = card.input;
    const predict = async (images: Float32Array, count: number) =>
      Object.values(await digits.run(images, [count, height, width, 1]))[0].data;
    const { read } = createRecognizer({ card, finder: finder.run, engine: { predict } });
    return () => read(picture);
  };
  const plain = THREADS.map((_, k) => reading(digits[k], finders[k]));
  const sharing = THREADS.map((_, k) => reading(shareRuns(digits[k]), shareRuns(finders[k])));
  type Read = () => Promise<unknown>;
  const oneByOne = (read: Read) => () =>
    processorTime(AT_ONCE, async () => {
      for (let n = 0; n < AT_ONCE; n++) await read();
    });
  const atOnce = (read: Read) => () =>
    processorTime(AT_ONCE, () => Promise.all(Array.from({ length: AT_ONCE }, read)));

  const pictures = BATCHES.map((batch) => batch === 1 ? "1 picture" : `${batch} pictures`);
  const tables = [
    await costTable(
      ["processor time for each picture of a run, ms", ...pictures],
      runs,
      4 * rounds,
    ),
    await costTable(["processor time for each drawing that is read, ms", "1 thread", "2 threads"], [
      ["one after the other", plain.map(oneByOne)],
      [`${AT_ONCE} at once, each with runs of its own`, plain.map(atOnce)],
      [`${AT_ONCE} at once that share runs`, sharing.map(atOnce)],
    ], rounds),
  ];
  await Promise.all([...digits, ...finders].map((session) => session.close()));
  return tables;
}

/** Milliseconds of processor time, of all threads together, that each of so many pictures takes. */
async function processorTime(pictures: number, work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / pictures;
}

/** Medians of what the sides of all rows measure in turn; each row has as many sides. */
async function costTable(
  head: readonly string[],
  rows: readonly (readonly [title: string, sides: readonly Side[]])[],
  rounds: number,
): Promise<string> {
  const costs = await inTurn(rows.flatMap(([, sides]) => sides), (side) => side(), { rounds });
  const cells = costs.map((cost) => quantile(cost, 0.5).toFixed(2));
  return table(
    head,
    rows.map(([title, sides], i) => [
      title,
      ...cells.slice(i * sides.length, (i + 1) * sides.length),
    ]),
  );
}
