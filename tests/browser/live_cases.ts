/// <reference lib="dom" />
/** Drawings are read on the device: while one draws, as the server would, and without it. */
import assert from "node:assert/strict";
import { padDrawings } from "../../bench/page/pad_drawings.ts";
import { readBoth } from "../../bench/page/read_both.ts";
import type { DigitReading } from "../../lib/reading.ts";
import {
  answerOf,
  areaOf,
  darkShare,
  desktop,
  drawOn,
  one,
  pageTest,
  zero,
} from "./page_test_case.ts";
import { pictureOf } from "./picture_of.ts";
import { firstVisit } from "../../bench/page/first_visit.ts";

const HERE = "Read in this browser: your drawings stay on this device.";
const INSTEAD = /^Read on the server: what reads drawings on this device could not be started\./;

pageTest("200 drawings are read on the device as the server reads them", async ({ page }) => {
  const blank = { width: 560, strokes: [] };
  const outcomes = await readBoth(page, [blank, ...padDrawings(200)]);
  for (const outcome of [outcomes[0].here, outcomes[0].server]) {
    assert.deepEqual(outcome, { code: "no-ink" });
  }
  let [digits, moved] = [0, 0];
  for (const [i, { here, server }] of outcomes.entries()) {
    if ("code" in here || "code" in server) {
      assert.deepEqual(here, server, `drawing ${i}`);
      continue;
    }
    assert.equal(here.text, server.text, `drawing ${i}`);
    for (const [k, digit] of here.digits.entries()) {
      const other: DigitReading = server.digits[k];
      const off = Math.abs(digit.confidence - other.confidence);
      assert.ok(off <= 1e-3, `drawing ${i}, digit ${k}: off by ${off}`);
      for (const [name, probability] of Object.entries(digit.probabilities)) {
        assert.ok(Math.abs(probability - other.probabilities[name]) <= 1e-3, `drawing ${i}`);
      }
      const sides = (["x", "y", "width", "height"] as const)
        .map((side) => Math.abs(digit.box[side] - other.box[side]));
      assert.ok(Math.max(...sides) <= 4, `drawing ${i}, digit ${k}: off by ${sides}`);
      if (Math.max(...sides) > 0) moved++;
    }
    digits += here.digits.length;
  }
  // Where a place is as much ink as paper, rounding decides whether the box takes it in.
  assert.ok(moved <= 0.01 * digits, `${moved} of ${digits} boxes`);
  // Nearly all of them are read at all.
  assert.ok(digits > 400, `${digits} digits`);
});

pageTest("a drawing is read while the pen goes on, and sent nowhere", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
  await page.evaluate(async () => (await import(String("/read_here.js"))).openReader());
  const pad = await areaOf(page, "#pad");
  const go = ([x, y]: readonly [number, number]) =>
    page.mouse.move(pad.x + x * pad.width, pad.y + y * pad.height, { steps: 3 });
  // Until then the beginnings of a digit are read.
  const shows = (text: string) =>
    page.waitForFunction((text) => document.getElementById("text")!.innerText === text, text);
  const [first, ...rest] = zero(0.3);
  await go(first);
  await page.mouse.down();
  for (const point of rest) await go(point);
  await shows("0");
  assert.equal(await page.textContent("#reader"), HERE);
  assert.equal(await page.locator("#boxes g").count(), 1);
  // Those who listen are told when the pen is lifted.
  assert.equal(await page.textContent("#spoken"), "");
  await page.mouse.up();
  assert.equal(await answerOf(page), "0");
  assert.match(await page.textContent("#spoken") ?? "", /^It reads 0\./);

  // A second stroke adds to it.
  const [start, ...line] = one(0.75);
  await go(start);
  await page.mouse.down();
  for (const point of line) await go(point);
  await shows("01");
  await page.mouse.up();
  assert.equal(await answerOf(page), "01");

  await page.click("#steps summary");
  await page.waitForSelector("#steps-list .bars");
  const names = await page.locator("#steps-list li").evaluateAll((items) =>
    items.map(({ className }) => className)
  );
  assert.deepEqual(names, ["grey", "ink", "centres", "votes", "digit", "layers", "bars"]);
  const frame = await areaOf(page, "#steps-list .ink img");
  const share = await darkShare(page, frame);
  assert.ok(share > 0.03 && share < 0.3, `${share} of the ink's picture is dark`);
  assert.deepEqual(sent, []);
  await page.setInputFiles("#file", await pictureOf([zero()]));
  assert.equal(await answerOf(page), "0");
  assert.equal(await page.textContent("#reader"), "Read on the server, which keeps nothing.");
  assert.ok(sent.length > 0);
});

pageTest("two workers read where there are two processors", async ({ page }) => {
  const drawings = padDrawings(12);
  const [atOnce, apart, together] = await page.evaluate(async (drawings) => {
    Object.defineProperty(navigator, "hardwareConcurrency", { get: () => 2 });
    const { openReader, readHere, readingAtOnce } = await import(String("/read_here.js"));
    const { signal } = new AbortController();
    const read = async (drawing: unknown): Promise<string> =>
      (await readHere(drawing, [], signal)).text;
    await openReader();
    for (let n = 0; readingAtOnce() < 2 && n < 1200; n++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const apart: string[] = [];
    for (const drawing of drawings) apart.push(await read(drawing));
    return [readingAtOnce(), apart, await Promise.all(drawings.map(read))] as const;
  }, drawings);
  assert.equal(atOnce, 2);
  assert.deepEqual(together, apart);
});

pageTest("the page works when the server is gone, and says whose answer it is", {
  serviceWorkers: "allow",
}, async ({ page, stopServer, startServer }) => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await stopServer();
  await page.reload();
  await page.selectOption("#language", "de");
  await page.waitForFunction(() => document.documentElement.lang === "de");
  await page.selectOption("#language", "en");
  await drawOn(page, zero(0.3), one(0.75));
  assert.equal(await answerOf(page), "01");
  assert.equal(await page.textContent("#reader"), HERE);
  await page.click("#samples button");
  await page.waitForSelector("#result.error");
  assert.match(await page.textContent("#message") ?? "", /^The server cannot be reached\./);
  startServer();
  await page.waitForSelector("#result:not([aria-busy]) #text:visible");
  assert.equal(await page.textContent("#reader"), "Read on the server, which keeps nothing.");
});

for (const missing of ["worker.js", "models.gz", "tfjs-backend-wasm-simd.wasm"]) {
  pageTest(`without ${missing} the server reads and says so, until it is there`, {
    viewport: desktop,
  }, async ({ page }) => {
    await page.context().route(`**/${missing}`, (route) => route.fulfill({ status: 503 }));
    await page.reload();
    await drawOn(page, zero());
    assert.equal(await answerOf(page), "0");
    assert.match(await page.textContent("#reader") ?? "", INSTEAD);
    assert.match(await page.textContent("#spoken") ?? "", /could not be started/);
    await page.context().unrouteAll();
    await page.click("#undo");
    await drawOn(page, one());
    assert.equal(await answerOf(page), "1");
    assert.equal(await page.textContent("#reader"), HERE);
  });
}

pageTest("a drawing waits while what reads it is loaded, and that is said; not for ever", {
  viewport: desktop,
}, async ({ page }) => {
  const held: (() => void)[] = [];
  await page.context().route("**/models.gz", async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue().catch(() => {});
  });
  await page.clock.install();
  await page.reload();
  await drawOn(page, zero());
  const message = () => page.textContent("#message");
  assert.equal(await message(), "Loading what reads on this device…");
  await page.clock.fastForward(21_000);
  assert.equal(await answerOf(page), "0");
  assert.match(await page.textContent("#reader") ?? "", INSTEAD);
  await page.click("#clear");
  await drawOn(page, one());
  assert.equal(await message(), "Loading what reads on this device…");
  held.forEach((letGo) => letGo());
  assert.equal(await answerOf(page), "1");
  assert.equal(await page.textContent("#reader"), HERE);
});

pageTest("a browser without workers has the server read", { workers: false }, async ({ page }) => {
  await drawOn(page, zero());
  assert.equal(await answerOf(page), "0");
  assert.equal(await page.textContent("#reader"), "Read on the server, which keeps nothing.");
});

pageTest(
  "the page begins with less than 40 KB, and all of it is less than 3 MB",
  async ({ page, url }) => {
    const { all, files } = await firstVisit(page, url);
    const sum = (names: RegExp) =>
      [...files].reduce((sum, [path, bytes]) => sum + (names.test(path) ? bytes : 0), 0);
    assert.ok(files.get("/")! > 1000 && files.get("/show_steps.js")! > 100);
    assert.ok(sum(/^\/$|\.(css|js)$/) < 40_000, `${sum(/^\/$|\.(css|js)$/)} bytes to begin with`);
    assert.ok(!files.has("/worker.js"), "what reads on the device comes later");
    for (const part of ["/teach/", "/games/"]) {
      assert.ok(![...files.keys()].some((path) => path.startsWith(part)), `so does ${part}`);
    }
    assert.ok(all > 2_000_000 && all < 3_000_000, `${all} bytes in all`);
  },
);
