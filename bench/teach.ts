/** `deno task bench-teach`: measures what a few examples do to the digit net, and writes reports/teach.md. */
import { gzipSync } from "node:zlib";
import { replaceFile } from "../lib/base/replace.ts";
import { useBackend } from "../lib/backend/use_backend.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { memoryOf, packDigits, unpackDigits } from "../lib/teach/old_digits.ts";
import { type Examples, scoreOf, teach, TEACHING } from "../lib/teach/teach.ts";
import { readPageFiles } from "../lib/server/read_page_files.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runTask } from "../tasks/run_task.ts";
import { madeBy } from "./made_by.ts";
import { openPupil } from "./open_pupil.ts";
import { table } from "./tables.ts";

const REPORT = "reports/teach.md";
/** Hands that are looked at. */
const HANDS = 100;
/** Drawings of each digit by which a hand is judged. */
const LOOKED_AT = 20;
/** The accuracy below which a hand is odd. */
const ODD = 0.98;
/** How far their letterforms lie from the copybook's: twice as far as usual. */
const HABIT = 0.04;
/** Drawings of each sign that are not learned from. */
const OTHERS = 60;

await runTask({
  task: "bench-teach",
  about: `Measures what a few examples do to the digit net, and writes ${REPORT}.`,
  flags: {},
}, async () => {
  await useBackend("auto");
  const { before, network, toExamples, draw, hand } = await openPupil();
  const [train, test] = await Promise.all([loadMnist("train"), loadMnist("test")]);
  const memory = network.features(memoryOf(train));
  const all = toExamples(test);
  const digits = packDigits({ train, test });

  const read = scoreOf(before, all).accuracy;
  const readOfPage = scoreOf(before, toExamples(unpackDigits(digits).test)).accuracy;

  /** A lesson, and the shares of `others`, and of MNIST, that are read right after it. */
  const measure = async (examples: Examples, ...others: Examples[]) => {
    const started = performance.now();
    const taught = await teach({ ...before, examples, memory, seed: 1 });
    const seconds = (performance.now() - started) / 1000;
    const [mnist, ...own] = [all, ...others].map((of) => scoreOf(taught, of).accuracy);
    return { own, mnist, seconds };
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
  const lessonOf = async (seed: number, each: number) => {
    const { examples, others } = await hand(each, OTHERS, { seed, habit: HABIT });
    const { own, mnist, seconds } = await measure(examples, others);
    return { shares: [scoreOf(before, others).accuracy, own[0], mnist], mnist, seconds };
  };
  type Lesson = Awaited<ReturnType<typeof lessonOf>>;
  const lessons: { seed: number; few: Lesson; more: Lesson }[] = [];
  for (const [i, seed] of odd.entries()) {
    lessons.push({ seed, few: await lessonOf(seed, 2), more: await lessonOf(seed, 5) });
    bar.onProgress(i + 1, odd.length);
  }
  const alphabets = [];
  for (const alphabet of ["capitals", "runes"] as const) {
    for (const each of [10, 20]) {
      const { examples, others } = await hand(each, OTHERS, { seed: 1, alphabet });
      const { others: foreign } = await hand(each, OTHERS, { seed: 2, alphabet });
      const signs = new Set(examples.names).size;
      alphabets.push({ alphabet, each, signs, ...await measure(examples, others, foreign) });
    }
  }
  bar.finish();
  const parts = [...readPageFiles()].filter(([path]) => path.startsWith("/teach/"));
  const bytes = parts.reduce((sum, [, { gzip }]) => sum + gzip!().length, 0) +
    gzipSync(digits).length;
  const percent = (share: number) => (100 * share).toFixed(2);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const row = (name: string, hands: typeof lessons) => {
    const shares = hands.map(({ few, more }) => [...few.shares, ...more.shares]);
    return [name, ...shares[0].map((_, i) => percent(mean(shares.map((of) => of[i]))))];
  };
  const [rehearsed, lookedAt, others] = [TEACHING.memory, LOOKED_AT, OTHERS].map((n) => 10 * n);
  const seconds = mean(lessons.map(({ more }) => more.seconds)).toFixed(1);
  const [megabytes, below] = [(bytes / 1e6).toFixed(2), 100 * ODD];
  const least = Math.min(...lessons.flatMap(({ few, more }) => [few.mnist, more.mnist]));
  const [right, ofPage, cost] = [read, readOfPage, read - least].map(percent);
  const head = ["hand", "before", "after 20", "MNIST", "before", "after 50", "MNIST"];
  const rows = lessons.map((lesson) => row(String(lesson.seed), [lesson]));
  const hands = lessons.length === 0 ? "None is." : table(head, [...rows, row("mean", lessons)]) + `

No lesson costs MNIST more than ${cost} points. A lesson of 50 takes ${seconds} s here, without looking at the pictures.`;
  const signs = table(
    ["signs", "drawings of each", "same hand", "another hand", "MNIST", "seconds"],
    alphabets.map(({ alphabet, each, signs, own, mnist, seconds }) => [
      `${signs} ${alphabet}`,
      String(each),
      ...[...own, mnist].map(percent),
      seconds.toFixed(1),
    ]),
  );
  await replaceFile(
    REPORT,
    `# Teaching

${await madeBy("bench-teach")}

The digit net's two dense layers learn from examples, with ${rehearsed} of MNIST's training digits rehearsed
(\`lib/teach/teach.ts\` has the settings, and where they were chosen). This is what the page does in the browser and
\`deno task train --from models/digits --data FOLDER\` on the command line. Percent read right.

## Odd hands

Of ${HANDS} hands whose letterforms lie twice as far from the copybook's as those of the pen set (\`drawPenSet\` with a
\`habit\` of ${HABIT}), those were chosen of whose ${lookedAt} drawings less than ${below} % were read. Measured on others, some are above: who is chosen for
being low is partly low by luck. Each is taught with 20 drawings, two of each digit, and with 50, and is measured on ${others}
others of the same hand, and on MNIST's 10,000 test digits, of which ${right} % are right before (of the 1,000
that the page has, ${ofPage} %).

${hands}

## New signs

Signs that it has never seen, beside the ten digits: so many drawings of each by one hand, measured on ${OTHERS} others
of each by that hand, and by another. What is lost of MNIST are digits that look like one of the signs.

${signs}

## What comes to the browser

What only teaching needs is loaded when someone asks for it: ${megabytes} MB, compressed, of which most are the digits that
are rehearsed and measured. It is not part of what the page loads by itself (reports/page.md).
`,
  );
  console.log(`${REPORT} is written`);
});
