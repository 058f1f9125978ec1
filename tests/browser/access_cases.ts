/// <reference lib="dom" />
/** For everyone: WCAG 2.2 AA in every state by axe-core, keyboard alone, forced colours. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertAccessible } from "./assert_accessible.ts";
import {
  answerOf,
  areaOf,
  assertInView,
  drawOn,
  one,
  pageTest,
  seen,
  zero,
} from "./page_test_case.ts";
import { pictureOf } from "./picture_of.ts";

const states = async (page: Page) => {
  await assertAccessible(page, "nothing");
  await drawOn(page, zero());
  await answerOf(page);
  await page.click("#why");
  // The one where the device can tell, the other where it cannot.
  await page.waitForSelector(
    "#why-told:not(.old) :is(#why-maps button, #why-sentence:not(:empty))",
  );
  await assertAccessible(page, "a drawing, and why");
  await page.setInputFiles("#file", [
    await pictureOf([zero(), one(1.2)], { width: 320, name: "a.png" }),
    await pictureOf([], { name: "b.png" }),
  ]);
  await answerOf(page);
  await page.click("#steps summary");
  await page.waitForSelector("#steps-list .bars");
  await page.waitForSelector("#why-told:not(.old)");
  await assertAccessible(page, "several pictures, and the steps");
  await page.click("#queue li:nth-child(2) .open");
  await page.waitForSelector("#result.error");
  await assertAccessible(page, "an error");
};

for (const colorScheme of ["light", "dark"] as const) {
  pageTest(`axe-core finds nothing where one teaches, ${colorScheme}`, { colorScheme }, async (
    { page },
  ) => {
    for (const [i, key] of ["6", "0", "0", "0", "0"].entries()) {
      await page.click("#clear");
      await drawOn(page, zero(0.5, 0.5, 0.4 + 0.07 * i));
      await answerOf(page);
      await page.click("#wrong");
      await page.waitForSelector("#what-it-is:visible");
      await assertAccessible(page, "asked what it is");
      await page.keyboard.press(key);
      await page.waitForSelector("#what-it-is", { state: "hidden" });
    }
    await page.click("#teach > summary");
    await page.waitForSelector("#teach .sheet img");
    await assertAccessible(page, "teaching");
    await page.locator("#teach button.main").first().click();
    await page.waitForSelector("#teach .lesson", { timeout: 60_000 });
    await assertAccessible(page, "taught");
  });
}

pageTest("axe-core finds nothing in any state, light", { workers: false }, async ({ page }) => {
  await states(page);
  await page.click("#photograph");
  await page.waitForSelector("#shutter:enabled");
  await assertAccessible(page, "the camera");
  await page.click("#close-camera");
  await page.click("#clear");
  await page.click("#wide");
  await page.route("**/api/predict*", async (route) => {
    const answer = await (await route.fetch()).json();
    answer.text = "?";
    answer.digits = [{ ...answer.digits[0], digit: null, guess: "0" }];
    await route.fulfill({ json: answer });
  });
  await drawOn(page, zero().map(([x, y]) => [x / 2.5, y] as const));
  await page.waitForSelector("#result.unsure");
  await assertAccessible(page, "not sure, on the wide pad");
  await page.unrouteAll({ behavior: "wait" });
  await page.route("**/api/predict*", (route) => route.abort());
  await drawOn(page, one(0.6));
  await page.waitForSelector("#result.error");
  await assertAccessible(page, "the server is gone");
  await page.unrouteAll({ behavior: "wait" });
  await page.route("**/api/predict*", () => {});
  await page.click("#again");
  await page.waitForSelector("#result[aria-busy]");
  await assertAccessible(page, "waiting");
});

pageTest("axe-core finds nothing in any state, dark, on a phone of 320 pixels", {
  viewport: { width: 320, height: 568 },
  colorScheme: "dark",
}, async ({ page }) => {
  await states(page);
  assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 320);
});

pageTest("everything can be done with the keyboard alone", async ({ page }) => {
  const reached: string[] = [];
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press("Tab");
    const id = await page.evaluate(() => {
      const { id, parentElement } = document.activeElement as HTMLElement;
      return id || parentElement!.parentElement!.parentElement!.id;
    });
    if (id && !reached.includes(id)) reached.push(id);
    if (id === "samples") break;
  }
  assert.deepEqual(reached, [
    "language",
    "undo",
    "redo",
    "erase",
    "wide",
    "clear",
    "width",
    "choose",
    "photograph",
    "samples",
  ]);
  // Where the keyboard is can be seen.
  const { x, y, width, height } = await areaOf(page, "#samples button");
  const round = { x: x - 6, y: y - 6, width: width + 12, height: 5 };
  const before = await seen(page, round);
  await page.evaluate("document.activeElement.blur()");
  assert.notDeepEqual(await seen(page, round), before);
  assert.ok(height >= 24 && width >= 24);

  await page.locator("#samples button").nth(2).focus();
  await page.keyboard.press("Enter");
  assert.equal((await answerOf(page)).split("\n").length, 3);
  await page.locator("#text button").nth(1).focus();
  await page.keyboard.press("Space");
  assert.equal(await page.locator("#text button").nth(1).getAttribute("aria-pressed"), "true");
  await page.focus("#photograph");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#shutter:enabled");
  await page.focus("#shutter");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("text")!.innerText === "0");
  await page.focus("#clear");
  await page.keyboard.press("Enter");
  assert.equal(await page.textContent("#message"), "Nothing yet.");
});

pageTest("with forced colours bars, boxes, ink and buttons can be seen", {
  forcedColors: "active",
}, async ({ page }) => {
  await drawOn(page, zero());
  await answerOf(page);
  for (const part of ["#pad", "#bars .best .bar", "#erase svg", "#choose", "#boxes"]) {
    assert.ok(new Set(await seen(page, await areaOf(page, part))).size > 1, `${part} is blank`);
  }
  // The longest bar looks different from an empty one.
  const [best, other] = [
    await areaOf(page, "tr.best .bar"),
    await areaOf(page, "tr:not(.best) .bar"),
  ];
  const middle = ({ x, y, width, height }: typeof best) => ({
    x: x + width / 2,
    y: y + height / 2,
    width: 2,
    height: 2,
  });
  assert.notDeepEqual(await seen(page, middle(best)), await seen(page, middle(other)));
  await assertInView(page, "#text");
  // So does the map that is shown on the picture, and it has its colours.
  await page.click("#why");
  await page.waitForSelector("#why-maps button");
  const edge = async (n: number) => {
    const { x, y, width } = await areaOf(page, `#why-maps button:nth-child(${n})`);
    return await seen(page, { x: x + width / 2, y: y - 2, width: 2, height: 2 });
  };
  assert.notDeepEqual(await edge(1), await edge(2));
  const map = await areaOf(page, "#why-maps span");
  assert.ok(new Set(await seen(page, map)).size > 20, "the map is blank");
});
