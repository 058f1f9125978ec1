/// <reference lib="dom" />
/** Digits of several hands, as people draw them with a mouse: large, along the sides, tiny, and in a row. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { clamp } from "../../lib/base/clamp.ts";
import { createRandom } from "../../lib/base/random.ts";
import { type AlphabetName, designHand, writeSign } from "../../lib/dataset/stroke_designs.ts";
import { followWithMouse } from "../../lib/dataset/follow_with_mouse.ts";
import { resample } from "../../lib/dataset/resample.ts";
import { answerOf, areaOf, drawOn, type Line, pageTest } from "./page_test_case.ts";

/** What most people write, twice, and what some school teaches. */
const hands: readonly AlphabetName[] = ["digits", "digits", "schools"];
const all = Array.from({ length: 10 }, (_, digit) => digit);

/** Where a digit goes, in shares of the pad's height. */
interface Place {
  /** Of the middle of its ink. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Writes a digit on the pad as one of the hands does. */
async function write(page: Page, hand: number, digit: number, place: Place): Promise<void> {
  const { width, height } = await areaOf(page, "#pad");
  const random = createRandom(hand).fork("a hand on the pad");
  const habits = designHand(random.fork("hand"), hands[hand]);
  const strokes = writeSign(habits, digit, random.fork(`${digit}`));
  const [xs, ys] = [strokes.flat().map(({ x }) => x), strokes.flat().map(({ y }) => y)];
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const size = place.height * height / (Math.max(...ys) - Math.min(...ys));
  const placed = strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({
      x: place.x * height + size * (x - middle(xs)),
      y: place.y * height + size * (y - middle(ys)),
    }))
  );
  // A hand is as unsteady as it goes far.
  const unsteady = { drift: 0.006 * place.height * height, tremor: 0.002 * place.height * height };
  const drawn = followWithMouse(placed, unsteady, random.fork(`${digit} drawn`));
  // Every movement takes the browser some milliseconds: as many as a quick hand's mouse tells.
  const step = place.height * height / 10;
  const inside = (share: number) => clamp(share, 0.002, 0.998);
  await drawOn(
    page,
    ...drawn.map((stroke): Line =>
      resample(stroke, step).map(({ x, y }) => [inside(x / width), inside(y / height)])
    ),
  );
}

/** Asserts that each digit, drawn by itself on the pad, is read right. */
async function assertRead(
  page: Page,
  hand: number,
  placeOf: (digit: number) => Place,
): Promise<void> {
  const texts: string[] = [];
  for (const digit of all) {
    await write(page, hand, digit, placeOf(digit));
    texts.push(await answerOf(page));
    await page.click("#clear");
  }
  assert.deepEqual(texts, all.map(String));
}

for (const [hand, alphabet] of hands.entries()) {
  pageTest(`ten digits by hand ${hand + 1} (${alphabet}) are read`, async ({ page }) => {
    await assertRead(page, hand, () => ({ x: 0.5, y: 0.5, height: 0.7 }));
  });

  pageTest(`ten digits in a row by hand ${hand + 1} (${alphabet}) are read`, async ({ page }) => {
    await page.click("#wide");
    const { width, height } = await areaOf(page, "#pad");
    for (const digit of all) {
      await write(page, hand, digit, {
        x: (digit + 0.5) * width / height / 10,
        y: 0.5,
        height: 0.35,
      });
    }
    await page.waitForFunction(() => document.querySelectorAll("#boxes g").length === 10);
    assert.equal((await answerOf(page)).replaceAll(" ", ""), all.join(""));
    await page.click("#wide");
  });
}

pageTest("ten digits whose ink meets a side of the pad are read", async ({ page }) => {
  const height = 0.5;
  const sides = [[0.5, height / 2], [0.9, 0.5], [0.5, 1 - height / 2], [0.1, 0.5]];
  await assertRead(page, 0, (digit) => ({
    x: sides[digit % 4][0],
    y: sides[digit % 4][1],
    height,
  }));
});

pageTest("ten tiny digits, drawn with the finest pen, are read", async ({ page }) => {
  await page.focus("#width");
  await page.keyboard.press("Home");
  await assertRead(page, 0, (digit) => ({ x: 0.2 + 0.06 * digit, y: 0.3, height: 0.06 }));
});
