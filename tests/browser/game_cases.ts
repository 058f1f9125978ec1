/// <reference lib="dom" />
/** The games, to the end: won, lost, shared, closed, with the server gone. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { createRandom } from "../../lib/base/random.ts";
import { designHand, writeSign } from "../../lib/dataset/stroke_designs.ts";
import { assertAccessible } from "./assert_accessible.ts";
import { drawOnPad, type Line, pageTest } from "./page_test_case.ts";

/** Windows of their own: a phone's width is the narrowest that games are played in. */
const narrow = { viewport: { width: 320, height: 568 } };
const own = { viewport: { width: 1100, height: 800 } };

/** A digit as somebody writes it, in a square of side 1. */
function digitLines(digit: number): Line[] {
  const random = createRandom(5);
  return writeSign(designHand(random.fork("hand")), digit, random.fork(`${digit}`)).map((stroke) =>
    stroke.filter((_, i) => i % 3 === 0 || i === stroke.length - 1)
      .map(({ x, y }) => [0.2 + 0.6 * x, 0.1 + 0.8 * y] as const)
  );
}

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.locator("#game button[value=start]").waitFor();
}

const press = (page: Page, key: string) => page.click(`#game button[value=${key}]`);
/** Presses a button as soon as it is there, as whoever presses the one in its place twice. */
const pressAtOnce = (page: Page, key: string) =>
  page.evaluate((key) =>
    new MutationObserver((_, observer) => {
      const button = document.querySelector<HTMLElement>(`#game button[value=${key}]`);
      if (!button) return;
      observer.disconnect();
      button.click();
    }).observe(document.getElementById("game")!, { childList: true, subtree: true }), key);
const write = (page: Page, digit: number) => drawOnPad(page, "#game .pad", digitLines(digit));
const told = (page: Page) => page.locator("#game .told").innerText();
const isEnd = (page: Page, how: string) => page.waitForSelector(`#game[data-end=${how}] img`);

/** The digit that is asked for, when it is another one than this. */
async function asked(page: Page, before: number | null = null): Promise<number> {
  await page.waitForFunction((before) => {
    const { asked } = document.getElementById("game")!.dataset;
    return asked && asked !== before;
  }, before === null ? null : String(before));
  return Number(await page.getAttribute("#game", "data-asked"));
}

/** Writes a digit until the game goes on, anew where it does not: so do people, on a busy machine. */
async function writeUntilRead(page: Page, digit: number): Promise<void> {
  for (let tries = 1;; tries++) {
    await write(page, digit);
    // Timers of the page, which stand still else.
    await page.clock.runFor(100);
    const goesOn = page.waitForFunction(
      (digit) => {
        const { asked, end } = document.getElementById("game")!.dataset;
        return end || asked !== digit;
      },
      String(digit),
      { timeout: 4000 },
    );
    if (await goesOn.then(() => true, () => false)) return;
    assert.ok(tries < 3, `a ${digit} is not read`);
    await page.locator("#game").getByRole("button", { name: "Clear" }).click();
  }
}

/** Saves the game's picture; gives its pixels, grey, and looks at its size. */
async function savedPicture(page: Page, name: string, rows: number): Promise<Uint8Array> {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, "save")]);
  assert.equal(download.suggestedFilename(), `digits-${name}.png`);
  const picture = sharp(await download.path());
  const { width, height, format } = await picture.metadata();
  assert.deepEqual([width, height, format], [1200, 240 + 284 * rows, "png"]);
  return await picture.greyscale().raw().toBuffer();
}

/** The share of dark pixels in drawing `i` of a game's picture. */
function inkOf(picture: Uint8Array, i: number): number {
  const [left, top] = [40 + 228 * (i % 5), 190 + 284 * Math.floor(i / 5)];
  let dark = 0;
  for (let y = 10; y < 198; y++) {
    for (let x = 10; x < 198; x++) dark += Number(picture[1200 * (top + y) + left + x] < 90);
  }
  return dark / 188 ** 2;
}

pageTest("Fool it is won by what is read wrong and people can read", own, async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
  await open(page, "Fool it");
  await press(page, "start");
  let digit = await asked(page);
  await press(page, "done");
  assert.equal(await told(page), "Draw something first.");
  for (let round = 1; round <= 5; round++) {
    assert.match(await page.innerText("#game .clock"), new RegExp(`^Digit ${round} of 5`));
    // Whoever plays says that people would read it; the test does not mind.
    const drawn = digit === 0 ? 1 : 0;
    await write(page, drawn);
    await page.getByText(`It reads: ${drawn}`).waitFor();
    await pressAtOnce(page, "yes");
    await press(page, "done");
    await page.locator("#game button[value=yes]").waitFor();
    assert.match(await told(page), new RegExp(`^It reads “${drawn}”.* as ${digit}\\?$`));
    await press(page, round === 1 ? "no" : "yes");
    if (round === 5) break;
    digit = await asked(page, digit);
    assert.match(
      await told(page),
      new RegExp(`was read as “${drawn}”. Points: ${+(round > 1) * 2}\\.$`),
    );
  }
  await isEnd(page, "won");
  assert.equal(await page.innerText("#game .task"), "You fooled it: 8 of 10 points");
  assert.match(await page.getAttribute("#game img", "alt") ?? "", /^Fool it\. .*was read as 0/);
  const picture = await savedPicture(page, "fool-it", 1);
  for (let i = 0; i < 5; i++) assert.ok(inkOf(picture, i) > 0.01, `drawing ${i}`);
  assert.deepEqual(sent, []);

  await press(page, "again");
  await press(page, "start");
  assert.match(await page.innerText("#game .clock"), /^Digit 1 of 5, points: 0$/);
});

pageTest("Fool it is lost by digits that are read", narrow, async ({ page }) => {
  await open(page, "Fool it");
  await press(page, "start");
  let digit: number | null = null;
  for (let round = 1; round <= 5; round++) {
    digit = await asked(page, digit);
    await write(page, digit);
    await page.getByText(`It reads: ${digit}`).waitFor();
    await press(page, "done");
  }
  await isEnd(page, "lost");
  assert.equal(await page.innerText("#game .task"), "It was not fooled: 0 of 10 points");
});

pageTest("Ten digits are won, and the picture is shared", own, async ({ page }) => {
  await page.evaluate(() => {
    const shared: File[] = [];
    Object.assign(globalThis, { shared });
    Object.assign(navigator, {
      canShare: () => true,
      share: ({ files }: { files: File[] }) => Promise.resolve(void shared.push(...files)),
    });
  });
  await page.clock.install();
  await open(page, "Ten digits");
  await page.clock.pauseAt(Date.now() + 3_600_000);
  await press(page, "start");
  let digit = await asked(page);
  await page.clock.runFor(500);
  // One that is put off comes again at the end.
  const later = digit;
  await press(page, "later");
  digit = await asked(page, digit);
  // Something else is told, and is no answer.
  const other = digit === 0 ? 1 : 0;
  await write(page, other);
  await page.getByText(`It reads: ${other}`).waitFor();
  await page.locator("#game").getByRole("button", { name: "Clear" }).click();
  const seen = [];
  for (let i = 0; i < 10; i++) {
    seen.push(digit);
    await page.clock.runFor(1000);
    await writeUntilRead(page, digit);
    if (i < 9) digit = await asked(page, digit);
  }
  assert.deepEqual(seen.toSorted(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(seen.at(-1), later);
  await isEnd(page, "won");
  assert.match(await page.innerText("#game .task"), /^Ten digits in 1\d\.\d s$/);
  await page.clock.runFor(500);
  const picture = await savedPicture(page, "ten-digits", 2);
  for (let i = 0; i < 10; i++) assert.ok(inkOf(picture, i) > 0.01, `drawing ${i}`);
  await press(page, "share");
  const shared = await page.evaluate(() =>
    (globalThis as unknown as { shared: File[] }).shared.map(({ name, type, size }) => ({
      name,
      type,
      isLarge: size > 10_000,
    }))
  );
  assert.deepEqual(shared, [{ name: "digits-ten-digits.png", type: "image/png", isLarge: true }]);
});

pageTest(
  "Ten digits are lost when the time is over, and closing ends a game",
  narrow,
  async ({ page }) => {
    await page.clock.install();
    await open(page, "Ten digits");
    await press(page, "start");
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await page.waitForSelector("#game[data-end=lost]");
    assert.equal(await page.innerText("#game .task"), "0 of 10 digits in 20.0 s");
    // There is nothing to keep a picture of.
    assert.ok(await page.isHidden("#game img"));
    assert.deepEqual(await page.locator("#game button:visible").allInnerTexts(), [
      "Play again",
      "Close",
    ]);
    await page.clock.runFor(500);
    await press(page, "again");
    await page.clock.runFor(500);
    await press(page, "start");
    const digit = await asked(page);
    await write(page, digit);
    await asked(page, digit);
    await page.clock.runFor(21_000);
    await isEnd(page, "lost");
    assert.equal(await page.innerText("#game .task"), "1 of 10 digits in 20.0 s");

    await page.clock.runFor(500);
    await press(page, "again");
    await page.clock.runFor(500);
    await press(page, "start");
    await page.keyboard.press("Escape");
    await page.waitForSelector("#game", { state: "detached" });
    assert.equal(await page.evaluate("document.activeElement.value"), "ten-digits");
    await page.clock.runFor(21_000);
    assert.equal(await page.locator("#game").count(), 0);
  },
);

pageTest("games are played when the server is gone", { serviceWorkers: "allow" }, async (
  { page, stopServer, startServer },
) => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await stopServer();
  await page.reload();
  await page.selectOption("#language", "de");
  await page.waitForFunction(() => document.documentElement.lang === "de");
  await open(page, "Zehn Ziffern");
  await press(page, "start");
  const digit = await asked(page);
  await write(page, digit);
  await asked(page, digit);
  startServer();
});

pageTest(
  "a game that cannot be loaded, or that nothing reads in, says so",
  own,
  async ({ page }) => {
    await page.context().route("**/games/**", (route) => route.fulfill({ status: 503 }));
    await page.getByRole("button", { name: "Fool it" }).click();
    await page.getByText("This could not be loaded. Try once more.").waitFor();
    await page.context().unrouteAll();
    await page.context().route("**/worker.js", (route) => route.fulfill({ status: 503 }));
    await page.reload();
    await page.getByRole("button", { name: "Fool it" }).click();
    await page.getByText(/^What reads on this device could not be started/).waitFor();
  },
);

for (const [options, scheme] of [[narrow, "dark"], [own, "light"]] as const) {
  pageTest(`axe-core finds nothing in the games, ${scheme}, and keys play them`, {
    ...options,
    colorScheme: scheme,
  }, async ({ page }) => {
    const isNarrow = async () =>
      assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
    await assertAccessible(page, "before a game");
    await page.locator("#games button").first().focus();
    await page.keyboard.press("Enter");
    // The keyboard stands on what comes next.
    const at = (key: string) =>
      page.waitForSelector(`#game button[value=${key}]:focus:not([aria-disabled=true])`);
    await at("start");
    await assertAccessible(page, "Fool it begins");
    await page.keyboard.press("Enter");
    for (let round = 1, digit = null; round <= 5; round++) {
      digit = await asked(page, digit);
      const drawn = digit === 0 ? 1 : 0;
      await write(page, drawn);
      await page.getByText(`It reads: ${drawn}`).waitFor();
      if (round === 2) await assertAccessible(page, "drawing");
      // The mouse took it away; from the pad it comes back here.
      await page.keyboard.press("Tab");
      await at("done");
      await page.keyboard.press("Enter");
      await at("yes");
      if (round === 1) await assertAccessible(page, "asked");
      await isNarrow();
      await page.keyboard.press("Enter");
    }
    await isEnd(page, "won");
    await at("again");
    await assertAccessible(page, "the end");
    await isNarrow();
    await page.keyboard.press("Escape");
    await page.waitForSelector("#game", { state: "detached" });
    await page.locator("#games button").last().focus();
    await page.keyboard.press("Enter");
    await at("start");
    await assertAccessible(page, "Ten digits begin");
    await page.keyboard.press("Enter");
    await asked(page);
    await at("later");
    await assertAccessible(page, "the clock runs");
    await isNarrow();
  });
}
