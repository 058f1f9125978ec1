/// <reference lib="dom" />
/** The pad: strokes that can be undone, erased and drawn with any tool, sharp on any screen. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import {
  answerOf,
  type Area,
  areaOf,
  assertInView,
  darkShare,
  drawOn,
  one,
  pageTest,
  seen,
  zero,
} from "./page_test_case.ts";
import { pictureOf } from "./picture_of.ts";

/** Part of the pad, in shares of its size. */
async function partOf(
  page: Page,
  x: number,
  y: number,
  width: number,
  height: number,
): Promise<Area> {
  const pad = await areaOf(page, "#pad");
  return {
    x: pad.x + x * pad.width,
    y: pad.y + y * pad.height,
    width: width * pad.width,
    height: height * pad.height,
  };
}

/** Boxes of an answer lie over the ink: what is drawn is looked at without them. */
const hideBoxes = (page: Page) =>
  page.locator("#boxes").evaluate((boxes) => boxes.setAttribute("visibility", "hidden"));

pageTest("strokes are undone and done again, by buttons and by keys", async ({ page }) => {
  await hideBoxes(page);
  await drawOn(page, one(0.25));
  assert.equal(await answerOf(page), "1");
  await drawOn(page, zero(0.65));
  assert.equal(await answerOf(page), "10");
  const right = await partOf(page, 0.4, 0.1, 0.5, 0.8);
  const left = await partOf(page, 0.05, 0.1, 0.3, 0.8);
  const [both, ink] = [await darkShare(page, right), await darkShare(page, left)];
  assert.ok(both > 0.05 && ink > 0.05);

  await page.keyboard.press("Control+z");
  assert.equal(await answerOf(page), "1");
  assert.equal(await darkShare(page, right), 0);
  await page.click("#undo");
  assert.equal(await darkShare(page, left), 0);
  assert.equal(await page.getAttribute("#undo", "aria-disabled"), "true");
  await page.keyboard.press("Control+Shift+z");
  assert.equal(await darkShare(page, left), ink);
  await page.click("#redo");
  assert.equal(await answerOf(page), "10");
  assert.equal(await darkShare(page, right), both);

  // What is cleared, or gives way to a picture, comes back too.
  await page.click("#clear");
  assert.equal(await darkShare(page, right), 0);
  await page.keyboard.press("Control+z");
  assert.equal(await answerOf(page), "10");
  await page.setInputFiles("#file", await pictureOf([zero()]));
  assert.equal(await answerOf(page), "0");
  await page.click("#undo");
  assert.equal(await answerOf(page), "10");
  assert.equal(await darkShare(page, left), ink);
});

pageTest("keys count while a stroke is drawn, too", async ({ page }) => {
  const below = await partOf(page, 0, 0.85, 1, 0.14);
  const underline = async (key: string) => {
    const pad = await areaOf(page, "#pad");
    const y = pad.y + 0.92 * pad.height;
    await page.mouse.move(pad.x + 0.2 * pad.width, y);
    await page.mouse.down();
    await page.mouse.move(pad.x + 0.5 * pad.width, y, { steps: 5 });
    await page.keyboard.press(key);
    await page.mouse.move(pad.x + 0.8 * pad.width, y, { steps: 5 });
    await page.mouse.up();
  };
  await drawOn(page, zero());
  assert.equal(await answerOf(page), "0");
  await underline("Control+z");
  assert.equal(await darkShare(page, below), 0);
  assert.equal(await answerOf(page), "0");
  await underline("Delete");
  assert.equal(await page.textContent("#message"), "Nothing yet.");
  assert.equal(await darkShare(page, await areaOf(page, "#pad"), 40), 0);
});

pageTest("the eraser takes away what it passes over and leaves the rest", async ({ page }) => {
  await hideBoxes(page);
  await drawOn(page, [[0.2, 0.3], [0.8, 0.3]], [[0.2, 0.7], [0.8, 0.7]]);
  const gap = await partOf(page, 0.48, 0.2, 0.04, 0.2);
  const [left, right] = [
    await partOf(page, 0.2, 0.2, 0.2, 0.2),
    await partOf(page, 0.6, 0.2, 0.2, 0.2),
  ];
  const lower = await partOf(page, 0.2, 0.6, 0.6, 0.2);
  const before = await Promise.all([left, right, lower].map((part) => darkShare(page, part)));
  await page.click("#erase");
  await drawOn(page, [[0.5, 0.15], [0.5, 0.45]]);
  assert.equal(await darkShare(page, gap), 0);
  const after = await Promise.all([left, right, lower].map((part) => darkShare(page, part)));
  before.forEach((share, i) => assert.ok(Math.abs(after[i] - share) < 0.005, `${after} ${before}`));
  await page.keyboard.press("Control+z");
  assert.ok(await darkShare(page, gap) > 0.1);

  // On an empty pad one draws again; a key empties it, too.
  assert.equal(await page.getAttribute("#erase", "aria-pressed"), "true");
  await page.keyboard.press("Delete");
  assert.equal(await darkShare(page, lower), 0);
  assert.equal(await page.getAttribute("#erase", "aria-pressed"), "false");
  await drawOn(page, [[0.2, 0.7], [0.8, 0.7]]);
  assert.ok(await darkShare(page, lower) > 0.1);
});

pageTest("what draws does nothing to a picture that is shown", async ({ page }) => {
  await page.setInputFiles("#file", await pictureOf([zero()]));
  assert.equal(await answerOf(page), "0");
  for (const tool of ["#erase", "#wide"]) {
    assert.equal(await page.getAttribute(tool, "aria-disabled"), "true");
    await page.locator(tool).dispatchEvent("click");
    assert.ok(await page.isVisible("#picture"));
    assert.equal(await answerOf(page), "0");
  }
  assert.ok(await page.isDisabled("#width"));
  await page.click("#clear");
  assert.ok(await page.isEnabled("#width"));
});

pageTest("the pen is as wide as its slider says, also by keyboard", async ({ page }) => {
  const part = await partOf(page, 0.2, 0.2, 0.2, 0.6);
  const share = async () => {
    await drawOn(page, [[0.3, 0.3], [0.3, 0.7]]);
    const dark = await darkShare(page, part);
    await page.click("#clear");
    return dark;
  };
  await page.focus("#width");
  await page.keyboard.press("Home");
  const thin = await share();
  await page.focus("#width");
  await page.keyboard.press("End");
  const broad = await share();
  assert.ok(broad > 5 * thin && broad < 11 * thin, `${thin} ${broad}`);
});

pageTest(
  "a pen that is pressed harder draws a wider line, and its other end erases",
  async ({ page }) => {
    const stroke = (pressure: number, y: number, button = 0) =>
      page.evaluate(([pressure, y, button]) => {
        const pad = document.getElementById("pad")!;
        // No browser pretends to be a pen: the events are made, and nothing captures them.
        pad.setPointerCapture = () => {};
        const frame = pad.getBoundingClientRect();
        for (let i = 0; i <= 12; i++) {
          const type = i === 0 ? "pointerdown" : i === 12 ? "pointerup" : "pointermove";
          pad.dispatchEvent(
            new PointerEvent(type, {
              pointerId: 7,
              pointerType: "pen",
              pressure,
              button,
              clientX: frame.left + frame.width * (0.2 + 0.05 * i),
              clientY: frame.top + frame.height * y,
            }),
          );
        }
      }, [pressure, y, button]);
    await stroke(0.1, 0.25);
    await stroke(0.9, 0.75);
    const [light, hard] = [
      await partOf(page, 0.3, 0.1, 0.4, 0.3),
      await partOf(page, 0.3, 0.6, 0.4, 0.3),
    ];
    const shares = [await darkShare(page, light), await darkShare(page, hard)];
    assert.ok(shares[0] > 0.01 && shares[1] > 1.5 * shares[0], `${shares}`);
    await stroke(0.5, 0.75, 5);
    assert.equal(await darkShare(page, hard), 0);
    assert.equal(await darkShare(page, light), shares[0]);
  },
);

pageTest("a palm that rests beside the pen draws nothing and stops nothing", async ({ page }) => {
  await page.evaluate(() => {
    const pad = document.getElementById("pad")!;
    pad.setPointerCapture = () => {};
    const frame = pad.getBoundingClientRect();
    const send = (type: string, pointerType: string, pointerId: number, x: number, y: number) =>
      pad.dispatchEvent(
        new PointerEvent(type, {
          pointerId,
          pointerType,
          pressure: 0.5,
          bubbles: true,
          clientX: frame.left + x * frame.width,
          clientY: frame.top + y * frame.height,
        }),
      );
    send("pointerdown", "touch", 1, 0.8, 0.8);
    send("pointermove", "touch", 1, 0.8, 0.9);
    send("pointerdown", "pen", 2, 0.2, 0.2);
    send("pointerdown", "touch", 3, 0.9, 0.8);
    for (let i = 1; i <= 10; i++) {
      send("pointermove", "pen", 2, 0.2 + 0.03 * i, 0.2);
      send("pointermove", "touch", 3, 0.9, 0.8 - 0.02 * i);
    }
    send("pointerup", "pen", 2, 0.5, 0.2);
    send("pointerup", "touch", 1, 0.8, 0.9);
    send("pointerup", "touch", 3, 0.9, 0.6);
  });
  assert.ok(await darkShare(page, await partOf(page, 0.2, 0.15, 0.3, 0.1)) > 0.2);
  assert.equal(await darkShare(page, await partOf(page, 0.6, 0.4, 0.4, 0.6)), 0);
  // One finger draws again afterwards.
  await drawOn(page, [[0.7, 0.5], [0.7, 0.9]]);
  assert.ok(await darkShare(page, await partOf(page, 0.65, 0.55, 0.1, 0.3)) > 0.2);
});

pageTest(
  "lines are round and sharp on a fine screen",
  { deviceScaleFactor: 3, workers: false },
  async ({ page }) => {
    await page.route("**/api/predict*", () => {});
    await drawOn(page, [[0.5, 0.2], [0.5, 0.8]]);
    const { x, y, width } = await partOf(page, 0.4, 0.5, 0.2, 0.1);
    const levels = await seen(page, { x, y, width, height: 1 });
    const row = [...levels.subarray(0, levels.length / 3)];
    assert.ok(row.length > 200, "the screenshot is not of a fine screen");
    // From white to black and back again there are at most two pixels of grey each time.
    const grey = row.filter((level) => level > 30 && level < 245).length;
    assert.ok(grey <= 4, `${grey} pixels of grey`);
    assert.ok(row.filter((level) => level <= 30).length > 40);
  },
);

pageTest("many points of one movement are drawn, not the last alone", async ({ page }) => {
  await page.evaluate(() => {
    const pad = document.getElementById("pad")!;
    pad.setPointerCapture = () => {};
    const frame = pad.getBoundingClientRect();
    const at = (type: string, x: number, y: number, more: PointerEventInit = {}) =>
      new PointerEvent(type, {
        pointerId: 3,
        clientX: frame.left + x * frame.width,
        clientY: frame.top + y * frame.height,
        ...more,
      });
    pad.dispatchEvent(at("pointerdown", 0.2, 0.5));
    const between = [0.3, 0.4, 0.5, 0.6, 0.7].map((x) => at("pointermove", x, 0.2));
    pad.dispatchEvent(at("pointermove", 0.8, 0.5, { coalescedEvents: between }));
    pad.dispatchEvent(at("pointerup", 0.8, 0.5));
  });
  assert.ok(await darkShare(page, await partOf(page, 0.35, 0.15, 0.3, 0.1)) > 0.2);
});

pageTest(
  "what is read is the same on every screen, dark or light",
  { workers: false },
  async ({ page, url }) => {
    const sent: Uint8Array[] = [];
    const dark = await page.context().browser()!.newContext({
      viewport: page.viewportSize()!,
      colorScheme: "dark",
      deviceScaleFactor: 2,
    });
    await dark.addInitScript("delete globalThis.Worker");
    try {
      const other = await dark.newPage();
      await other.goto(url);
      for (const one of [page, other]) {
        await one.route("**/api/predict*", (route) => {
          sent.push(route.request().postDataBuffer()!);
          return route.continue();
        });
        await drawOn(one, zero());
        assert.equal(await answerOf(one), "0");
      }
      assert.ok(sent[0].length > 500);
      assert.deepEqual(sent[0], sent[1]);
      // Light ink on a dark pad, and boxes that can be seen on it.
      const levels = await seen(other, await partOf(other, 0.25, 0.15, 0.5, 0.7));
      const light = levels.filter((level) => level > 220).length / levels.length;
      assert.ok(light > 0.05 && light < 0.4, `${light}`);
      assert.ok(levels.filter((level) => level < 40).length / levels.length > 0.5);
    } finally {
      await dark.close();
    }
  },
);

for (const [width, height] of [[1100, 800], [390, 664]]) {
  pageTest(`a wide pad takes a long number at ${width} x ${height}`, {
    viewport: { width, height },
  }, async ({ page }) => {
    await page.click("#wide");
    const pad = await areaOf(page, "#pad");
    assert.ok(Math.abs(pad.width / pad.height - 2.5) < 0.1, `${pad.width} x ${pad.height}`);
    const lines = [0.1, 0.28, 0.46, 0.64, 0.82].map((x, i) =>
      (i % 2 ? one : zero)(2.5 * x, 0.5, 0.6).map(([x, y]) => [x / 2.5, y] as const)
    );
    await drawOn(page, ...lines);
    assert.equal(await answerOf(page), "01010");
    for (const part of ["#pad", "#text", "#certainty"]) await assertInView(page, part);
    const box = (await page.locator("#boxes g").nth(3).boundingBox())!;
    assert.ok(Math.abs((box.x + box.width / 2 - pad.x) / pad.width - 0.64) < 0.03);
    // Back in a square it all fits.
    await page.click("#wide");
    assert.equal(await answerOf(page), "01010");
  });
}
