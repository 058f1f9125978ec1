/** `deno task bench-teach`: what a few examples do to the digit net, and reports/teach.md; `--help` says how. */
import { gzipSync } from "node:zlib";
import { useBackend } from "../lib/backend/use_backend.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { memoryOf, packDigits, unpackDigits } from "../lib/teach/old_digits.ts";
import { type Examples, scoreOf, teach, TEACHING } from "../lib/teach/teach.ts";
import { readPageFiles } from "../lib/server/read_page_files.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runTask } from "../tasks/run_task.ts";
import { openPupil } from "./open_pupil.ts";
import { madeBy } from "./made_by.ts";
import { table } from "./tables.ts";

const REPORT = "reports/teach.md";
/** Hands that are looked at, how many drawings of each digit then, and below which accuracy a hand is odd. */
const [HANDS, LOOKED_AT, ODD] = [100, 20, 0.98];
/** How far their letterforms lie from the copybook's: twice as far as usual. */
const HABIT = 0.04;
/** Drawings of each sign that are not learned from. */
const OTHERS = 60;

async function main(): Promise<void> {
  await useBackend("auto");
  const { before, network, toExamples, draw, hand } = await openPupil();
  const [train, test] = await Promise.all([loadMnist("train"), loadMnist("test")]);
  const memory = network.features(memoryOf(train));
  const all = toExamples(test);
  const digits = packDigits({ train, test });
  const shipped = toExamples(unpackDigits(digits).test);

  /** A lesson, and what is read right before and after it. */
  const measure = async ({ examples, others }: Awaited<ReturnType<typeof hand>>) => {
    const started = performance.now();
    const taught = await teach({ ...before, examples, memory, seed: 1 });
    const seconds = (performance.now() - started) / 1000;
    const shares = (of: Examples) => [before, taught].map((one) => scoreOf(one, of).accuracy);
    const [own, full, few] = [others, all, shipped].map(shares);
    return { own, full, few, seconds };
  };

  let bar = progressBar("looking for odd hands");
  const odd: number[] = [];
  for (let seed = 1; seed <= HANDS; seed++) {
    const drawn = await draw({ seed, perClass: LOOKED_AT, habit: HABIT });
    if (scoreOf(before, toExamples(drawn)).accuracy < ODD) odd.push(seed);
    bar.onProgress(seed, HANDS);
  }
  bar.finish();
  bar = progressBar("teaching");
  const lessons = [];
  for (const [i, seed] of odd.entries()) {
    lessons.push({
      seed,
      few: await measure(await hand(2, OTHERS, { seed, habit: HABIT })),
      more: await measure(await hand(5, OTHERS, { seed, habit: HABIT })),
    });
    bar.onProgress(i + 1, odd.length);
  }
  const alphabets = [];
  for (const alphabet of ["capitals", "runes"] as const) {
    for (const each of [10, 20]) {
      const drawn = await hand(each, OTHERS, { seed: 1, alphabet });
      const { others: foreign } = await hand(each, OTHERS, { seed: 2, alphabet });
      const taught = await measure(drawn);
      const abroad = await measure({ ...drawn, others: foreign });
      alphabets.push({ alphabet, each, signs: new Set(drawn.examples.names).size, taught, abroad });
    }
  }
  bar.finish();
  const parts = [...readPageFiles()].filter(([path]) => path.startsWith("/teach/"));
  const bytes = parts.reduce((sum, [, { gzip }]) => sum + gzip!().length, 0) +
    gzipSync(digits).length;
  await Deno.writeTextFile(REPORT, await report(lessons, alphabets, bytes));
  console.log(`${REPORT} is written`);
}

/** Shares that are read right, before and after, and how long it took. */
type Lesson = Readonly<Record<"own" | "full" | "few", readonly number[]>> & {
  readonly seconds: number;
};

/** A hand that is taught by few examples, and by more. */
type Hand = Readonly<Record<"few" | "more", Lesson>> & { readonly seed: number };

async function report(
  lessons: readonly Hand[],
  alphabets: readonly {
    readonly alphabet: string;
    readonly each: number;
    readonly signs: number;
    readonly taught: Lesson;
    readonly abroad: Lesson;
  }[],
  bytes: number,
): Promise<string> {
  const percent = (share: number) => (100 * share).toFixed(2);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const row = (name: string, hands: readonly Hand[]) => {
    const means = (["few", "more"] as const).flatMap((size) => {
      const of = (pick: (lesson: Lesson) => number) => mean(hands.map((hand) => pick(hand[size])));
      return [of(({ own }) => own[0]), of(({ own }) => own[1]), of(({ full }) => full[1])];
    });
    return [name, ...means.map(percent)];
  };
  const [rehearsed, lookedAt, others] = [TEACHING.memory, LOOKED_AT, OTHERS].map((n) => 10 * n);
  const seconds = mean(lessons.map(({ more }) => more.seconds)).toFixed(1);
  const [megabytes, below] = [(bytes / 1e6).toFixed(2), 100 * ODD];
  const worst = Math.max(
    ...lessons.flatMap(({ few, more }) => [few, more].map(({ full: [was, is] }) => was - is)),
  );
  // Whatever is taught, it is the same before.
  const [{ taught: { full: [before], few: [ofPage] } }] = alphabets;
  const [cost, right] = [worst, before].map(percent);
  return `# Teaching

${await madeBy("bench-teach")}

The digit net's two dense layers learn from examples, with ${rehearsed} of MNIST's training digits rehearsed
(\`lib/teach/teach.ts\` has the settings, and where they were chosen). This is what the page does in the browser and
\`deno task train --from models/digits --data FOLDER\` on the command line. Percent read right.

## Odd hands

Of ${HANDS} hands whose letterforms lie twice as far from the copybook's as those of the pen set (\`drawPenSet\` with a
\`habit\` of ${HABIT}), these read below ${below} % of ${lookedAt} drawings were chosen. Measured on others, some are above: who is chosen for
being low is partly low by luck. Each is taught with 20 drawings, two of each digit, and with 50, and is measured on ${others}
others of the same hand, and on MNIST's 10,000 test digits, of which ${right} % are right before (of the 1,000
that the page has, ${percent(ofPage)} %).

${
    lessons.length === 0 ? "None is." : table(
      ["hand", "before", "after 20", "MNIST", "before", "after 50", "MNIST"],
      [...lessons.map((lesson) => row(String(lesson.seed), [lesson])), row("mean", lessons)],
    ) + `

No lesson costs MNIST more than ${cost} points. A lesson of 50 takes ${seconds} s here, without looking at the pictures.`
  }

## New signs

Signs that it has never seen, beside the ten digits: so many drawings of each by one hand, measured on ${OTHERS} others
of each by that hand, and by another. What is lost of MNIST are digits that look like one of the signs.

${
    table(
      ["signs", "drawings of each", "same hand", "another hand", "MNIST", "seconds"],
      alphabets.map(({ alphabet, each, signs, taught, abroad }) => [
        `${signs} ${alphabet}`,
        String(each),
        percent(taught.own[1]),
        percent(abroad.own[1]),
        percent(taught.full[1]),
        taught.seconds.toFixed(1),
      ]),
    )
  }

## What comes to the browser

What only teaching needs is loaded when someone asks for it: ${megabytes} MB, compressed, of which most are the digits that
are rehearsed and measured. It is not part of what the page loads by itself (reports/page.md).
`;
}

if (import.meta.main) {
  await runTask({
    task: "bench-teach",
    about: `Measures what a few examples do to the digit net, and writes ${REPORT}.`,
    flags: {},
  }, main);
}
