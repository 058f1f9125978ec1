import process from "node:process";
import { quantile } from "../lib/base/quantile.ts";
import { openSession } from "../lib/engine/onnx_session.ts";
import type { Session } from "../lib/engine/session.ts";
import { FINDER_FOLDER } from "../lib/finder/open_finder.ts";
import { readCard, readFinderCard } from "../lib/model/model_files.ts";
import { DIGITS_FOLDER } from "../lib/open_recognizer.ts";
import { createRecognizer } from "../lib/recognizer.ts";
import { inTurn, type Sides } from "./comparison.ts";
import { shareRuns } from "./share_runs.ts";
import { table } from "./tables.ts";

/** Pictures that share a run. */
const BATCHES = [1, 2, 4, 8];

/** Pictures that a reader would take at once. */
const AT_ONCE = 4;

/** Sides of what the networks see of a drawing of 280 pixels. */
const SEEN = { digits: 28, finder: 224 };

/**
 * What a picture would gain if those that wait shared runs of the networks, as tables in Markdown.
 *
 * All is processor time: where all cores are busy, it decides how many pictures are read.
 */
export async function measureSharing(
  picture: Uint8Array,
  { rounds }: { readonly rounds: number },
): Promise<string[]> {
  const networks: Record<string, () => Promise<number>> = {};
  const readings: Record<string, () => Promise<number>> = {};
  const sessions: Session[] = [];
  const digitsCard = await readCard(DIGITS_FOLDER);
  const finderCard = await readFinderCard(FINDER_FOLDER);
  for (const threads of [1, 2]) {
    const digits = await openSession(DIGITS_FOLDER, digitsCard, { threads });
    const finder = await openSession(FINDER_FOLDER, finderCard, { threads });
    sessions.push(digits, finder);
    for (const [name, session] of Object.entries({ digits, finder })) {
      const side = SEEN[name as keyof typeof SEEN];
      for (const batch of BATCHES) {
        const images = new Float32Array(batch * side * side).map((_, i) => Math.sin(i));
        networks[`${name} ${threads} ${batch}`] = async () =>
          await processorTime(() => session.run(images, [batch, side, side, 1])) / batch;
      }
    }
    const reader = (digits: Session, finder: Session) => {
      const { width, height } = digitsCard.input;
      return createRecognizer({
        card: digitsCard,
        finder: finder.run,
        engine: {
          async predict(images, count) {
            return Object.values(await digits.run(images, [count, height, width, 1]))[0].data;
          },
        },
      });
    };
    const plain = reader(digits, finder);
    const sharing = reader(shareRuns(digits), shareRuns(finder));
    const perPicture = async (read: () => Promise<unknown>) => await processorTime(read) / AT_ONCE;
    const atOnce = (recognizer: typeof plain) => () =>
      perPicture(() =>
        Promise.all(Array.from({ length: AT_ONCE }, () => recognizer.read(picture)))
      );
    readings[`one ${threads}`] = () =>
      perPicture(async () => {
        for (let n = 0; n < AT_ONCE; n++) await plain.read(picture);
      });
    readings[`apart ${threads}`] = atOnce(plain);
    readings[`shared ${threads}`] = atOnce(sharing);
  }
  const runs = await medians(networks, 4 * rounds);
  const reads = await medians(readings, rounds);
  await Promise.all(sessions.map((session) => session.close()));
  const row = (what: string, of: (threads: number) => string) => [what, ...[1, 2].map(of)];
  return [
    table(
      [
        "processor time for each picture of a run, ms",
        ...BATCHES.map((batch) => batch === 1 ? "1 picture" : `${batch} pictures`),
      ],
      Object.entries({ digits: "digit net, 28 x 28", finder: "finder, 224 x 224" }).flatMap((
        [name, title],
      ) =>
        [1, 2].map((threads) => [
          `${title}, threads: ${threads}`,
          ...BATCHES.map((batch) => runs[`${name} ${threads} ${batch}`].toFixed(2)),
        ])
      ),
    ),
    table(["processor time for each drawing that is read, ms", "1 thread", "2 threads"], [
      row("one after the other", (threads) => reads[`one ${threads}`].toFixed(2)),
      row(
        `${AT_ONCE} at once, each with runs of its own`,
        (threads) => reads[`apart ${threads}`].toFixed(2),
      ),
      row(`${AT_ONCE} at once that share runs`, (threads) => reads[`shared ${threads}`].toFixed(2)),
    ]),
  ];
}

/** Milliseconds for which the threads of this process have run, added up. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function medians(sides: Sides, rounds: number): Promise<Record<string, number>> {
  const all = await inTurn(sides, { rounds });
  return Object.fromEntries(
    Object.entries(all).map(([name, list]) => [name, quantile(list, 0.5)]),
  );
}
