/// <reference lib="dom" />
/** `deno task bench-page`: measures the page in a browser, and writes reports/page.md. */
import { chromium, type Page } from "playwright-core";
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { quantile } from "../lib/base/quantile.ts";
import { replaceFile } from "../lib/base/replace.ts";
import type { DigitReading } from "../lib/reading.ts";
import { runTask } from "../tasks/run_task.ts";
import { madeBy } from "./made_by.ts";
import { firstVisit } from "./page/first_visit.ts";
import { PAD_SIDE, type PadDrawing, padDrawings } from "./page/pad_drawings.ts";
import { openAt, repeat, timeWaits, type Wait } from "./page/page_waits.ts";
import { type BothOutcomes, readBoth } from "./page/read_both.ts";
import { startServe } from "./start_serve.ts";
import { table } from "./tables.ts";

const REPORT = "reports/page.md";
const CHROMIUM = "/usr/bin/chromium";
/** First visits. */
const VISITS = 5;
/** Drawings that are read on both sides. */
const COMPARED = 200;
/** Drawings of which a digit is explained. */
const EXPLAINED = 100;
/** Drawings of which those for the square pad are drawn with the mouse. */
const DRAWN = 50;
/** Points of a stroke from one movement of the mouse to the next: a mouse tells its place some sixty times a second. */
const EVERY = 12;
/** Milliseconds between two movements of the mouse. */
const STEP = 12;
/** Milliseconds of rest after the last one. */
const REST = 600;

await runTask({
  task: "bench-page",
  about: `Measures the page in Chromium, and writes ${REPORT}.`,
  flags: {},
}, async () => {
  await Deno.stat(CHROMIUM).catch(onError(Deno.errors.NotFound, () => {
    throw new UserError(
      `${CHROMIUM} is not there: apt-get install -y --no-install-recommends chromium`,
    );
  }));
  const [load] = Deno.loadavg();
  await using server = await startServe([], { quiet: true });
  await using browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  const { all, files } = await firstVisit(page, server.url);
  const begin = [...files].filter(([path]) => /^\/$|\.(css|js)$/.test(path));
  const begun = begin.reduce((sum, [, bytes]) => sum + bytes, 0);
  const ready = await repeat(VISITS, async () => {
    await using visit = await openAt(browser, server.url);
    return visit.ready;
  });
  await page.goto(server.url);
  const outcomes = await readBoth(page, padDrawings(COMPARED));
  const { same, digits, gap } = compare(outcomes);
  const whys = await explainAll(page, padDrawings(EXPLAINED, 3));
  const delays = await drawAll(
    page,
    padDrawings(DRAWN, 2).filter(({ width }) => width === PAD_SIDE),
  );
  const waits: Wait[] = [
    // Where nothing is read, bars stay as they were.
    ["from the last movement of the pen to its bars", delays.filter((delay) => delay > 0)],
    ["reading on the device", outcomes.map(({ hereTook }) => hereTook)],
    ["asking the server", outcomes.map(({ serverTook }) => serverTook)],
    ["finding why a digit is read so", whys],
    ["a first visit, until the device can read", ready],
    ...await timeWaits(browser, server.url),
  ];
  const rows = waits.map(([what, times]) => {
    const [median, most] = [0.5, 0.9].map((share) => quantile(times, share).toFixed(0));
    return [what, String(times.length), median, most];
  });
  const bytes = table(["", "bytes"], [
    [`what the page begins with (${begin.length} files, without heads)`, `${begun}`],
    ["everything, heads too", `${all}`],
  ]);
  const made = await madeBy("bench-page");
  await replaceFile(
    REPORT,
    `# The page in a browser

${made} Chromium without a graphics processor, on the machine that serves; the load average
of the last minute was ${load.toFixed(1)} when it began.

## Time

Milliseconds.

${table(["", "times", "median", "90 %"], rows)}

## Bytes

Compressed, as they came in a first visit.

${bytes}

## The same answers

${outcomes.length} drawings, read on the device and sent to the server: ${same} have the same text, or the same reason
for none. Of their ${digits} digits, no confidence differs by more than ${gap.toExponential(1)}.
`,
  );
  console.log(`${REPORT} is written`);
});

/** Milliseconds to find why the first digit was read so, for each drawing in which a digit was read. */
async function explainAll(page: Page, drawings: readonly PadDrawing[]): Promise<number[]> {
  return await page.evaluate(async (drawings) => {
    const { readHere } = await import(String("/read_here.js"));
    const { askOfDigit } = await import(String("/ask_of_digit.js"));
    const times: number[] = [];
    for (const drawing of drawings) {
      const answer = await readHere(drawing, [], new AbortController().signal).catch(() => null);
      if (!answer) continue;
      const before = performance.now();
      await askOfDigit("explain", answer, 0);
      times.push(performance.now() - before);
    }
    return times;
  }, drawings);
}

/** Draws with the mouse; gives the milliseconds from each drawing's last movement until its bars stood there. */
async function drawAll(page: Page, drawings: readonly PadDrawing[]): Promise<number[]> {
  const area = (await page.locator("#pad").boundingBox())!;
  await page.evaluate(() => {
    const times = { moved: 0, shown: 0 };
    Object.assign(globalThis, { times });
    const pad = document.getElementById("pad")!;
    pad.addEventListener("pointermove", ({ timeStamp }) => times.moved = timeStamp);
    new MutationObserver(() => times.shown = performance.now())
      .observe(document.getElementById("bars")!, { childList: true });
  });
  const delays: number[] = [];
  for (const { strokes } of drawings) {
    await page.click("#clear");
    for (const [i, { points }] of strokes.entries()) {
      const place = ([x, y]: readonly [number, number, number]) =>
        [area.x + x * area.width / PAD_SIDE, area.y + y * area.height / PAD_SIDE] as const;
      await page.mouse.move(...place(points[0]));
      await page.mouse.down();
      for (let k = EVERY; k < points.length; k += EVERY) {
        await page.mouse.move(...place(points[k]));
        await page.waitForTimeout(STEP);
      }
      // The pen rests on the pad: what is shown by then is the answer to all of it.
      if (i === strokes.length - 1) {
        await page.waitForTimeout(REST);
        delays.push(
          await page.evaluate(() => {
            const { times } = globalThis as unknown as { times: Record<string, number> };
            return times.shown - times.moved;
          }),
        );
      }
      await page.mouse.up();
    }
  }
  return delays;
}

/** How many drawings are read alike on both sides, and by how much the confidences of their digits differ. */
function compare(outcomes: readonly BothOutcomes[]) {
  let [same, digits, gap] = [0, 0, 0];
  for (const { here, server } of outcomes) {
    if ("code" in here || "code" in server) {
      if ("code" in here && "code" in server && here.code === server.code) same++;
      continue;
    }
    if (here.text !== server.text) continue;
    same++;
    here.digits.forEach(({ confidence }: DigitReading, i: number) => {
      digits++;
      gap = Math.max(gap, Math.abs(confidence - server.digits[i].confidence));
    });
  }
  return { same, digits, gap };
}
