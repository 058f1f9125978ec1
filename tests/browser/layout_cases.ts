/// <reference lib="dom" />
/** Where things are, on small and large screens. */
import assert from "node:assert/strict";
import sharp from "sharp";
import {
  answerOf,
  areaOf,
  assertInView,
  darkShare,
  desktop,
  drawOn,
  one,
  pageTest,
  seen,
  zero,
} from "./page_test_case.ts";
import { pictureOf } from "./picture_of.ts";

const fiveLines = () =>
  Array.from(
    { length: 5 },
    (_, row) => [0.15, 0.4, 0.65].map((x) => zero(x, 0.1 + 0.2 * row, 0.13)),
  ).flat();

pageTest("the hint can be seen, and goes when the pen comes", async ({ page }) => {
  const pad = await areaOf(page, "#pad");
  const middle = { ...pad, y: pad.y + pad.height / 2 - 20, height: 40 };
  // Letters are grey on white.
  assert.ok(await darkShare(page, middle, 160) > 0.01);
  await drawOn(page, one(0.9, 0.8, 0.1));
  assert.equal(await darkShare(page, { ...middle, width: pad.width * 0.8 }, 160), 0);
});

// The last is a phone that lies on its side.
for (
  const [width, height, tool] of [
    [390, 664, "#choose"],
    [320, 568, "#choose"],
    [740, 360, "#clear"],
  ] as const
) {
  pageTest(`pad and answer are in view together at ${width} x ${height}`, {
    viewport: { width, height },
    hasTouch: true,
    isMobile: true,
  }, async ({ page }) => {
    await drawOn(page, zero());
    await answerOf(page);
    for (const part of ["#pad", tool, "#text", "#certainty"]) await assertInView(page, part);
    assert.equal(await page.evaluate("scrollY"), 0);
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
  });
}

pageTest("a portrait picture is shown whole on a narrow screen, with its boxes in place", {
  viewport: { width: 410, height: 700 },
}, async ({ page }) => {
  const picture = await pictureOf([zero(0.2, 0.1, 0.14), one(0.2, 0.9, 0.14)], {
    width: 400,
    height: 1000,
  });
  await page.setInputFiles("#file", picture);
  assert.equal(await answerOf(page), "0\n1");
  const stage = await areaOf(page, "#stage");
  for (const [i, share] of [0.1, 0.9].entries()) {
    const box = (await page.locator("#boxes g").nth(i).boundingBox())!;
    assert.ok(box.y > stage.y && box.y + box.height < stage.y + stage.height, `${box.y}`);
    assert.ok(Math.abs((box.y + box.height / 2 - stage.y) / stage.height - share) < 0.02);
    assert.ok(await darkShare(page, box) > 0.1, "the ink is not where the box is");
  }
});

for (const width of [1100, 3840]) {
  pageTest(`header, cards and footer stand in one line at ${width} pixels`, {
    viewport: { width, height: Math.round(width * 9 / 16) },
  }, async ({ page }) => {
    const [header, main, footer] = await Promise.all(
      ["header", "main", "footer"].map((part) => areaOf(page, part)),
    );
    assert.deepEqual([header.x, header.width], [main.x, main.width]);
    assert.deepEqual([footer.x, footer.width], [main.x, main.width]);
    assert.ok(main.width > 0.8 * width, `${main.width} of ${width}`);
    await assertInView(page, "#stage");
    await assertInView(page, "#clear");
  });
}

pageTest("a wide pad leaves a picture its place, and comes back after it", async ({ page }) => {
  const picture = await pictureOf([zero(0.2, 0.3, 0.14), one(0.2, 0.8, 0.14)], {
    width: 400,
    height: 600,
  });
  const heightOfPicture = async () => {
    await page.setInputFiles("#file", picture);
    await answerOf(page);
    const { height } = await areaOf(page, "#picture");
    await page.click("#clear");
    return height;
  };
  const height = await heightOfPicture();
  await page.click("#wide");
  const wide = await areaOf(page, "#pad");
  assert.ok(wide.width > 2 * wide.height);
  assert.equal(await heightOfPicture(), height);
  assert.deepEqual(await areaOf(page, "#pad"), wide);
});

pageTest("a sheet of many lines takes no more of the list than other pictures do", {
  viewport: desktop,
}, async ({ page }) => {
  const sheet = await pictureOf(fiveLines(), { width: 480, height: 600 });
  await page.setInputFiles("#file", [sheet, await pictureOf([zero()])]);
  assert.equal((await answerOf(page)).split("\n").length, 5);
  await page.locator("#queue small").getByText("%").nth(1).waitFor();
  const item = await areaOf(page, "#queue li:nth-child(1)");
  assert.ok(item.height < 260, `${item.height}`);
});

pageTest("five lines leave their bars where they can be seen", async ({ page }) => {
  await page.setInputFiles("#file", await pictureOf(fiveLines(), { width: 480, height: 600 }));
  assert.equal((await answerOf(page)).split("\n").length, 5);
  await assertInView(page, "#text");
  await assertInView(page, "#bars tr:last-child");
});

pageTest("the page has an icon, says what it is, and what it needs", async ({ page, url }) => {
  const icon = await page.getAttribute("link[rel=icon]", "href");
  const response = await fetch(`${url}/${icon}`);
  assert.equal(response.headers.get("content-type"), "image/svg+xml");
  const { data } = await sharp(await response.bytes(), { density: 144 }).raw().toBuffer({
    resolveWithObject: true,
  });
  assert.ok(new Set(data).size > 2, "the icon is empty");
  for (const name of ["name=description", "property='og:title'", "property='og:description'"]) {
    assert.ok((await page.getAttribute(`meta[${name}]`, "content"))!.length > 20, name);
  }
});

pageTest("without JavaScript the page says so", { javaScriptEnabled: false }, async ({ page }) => {
  assert.match(await page.locator("noscript").innerText(), /JavaScript/);
  assert.ok(new Set(await seen(page, await areaOf(page, "noscript"))).size > 2);
});

pageTest(
  "the page works by keyboard",
  { viewport: { width: 320, height: 640 } },
  async ({ page }) => {
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 320);
    // A headless browser has no dialog to open: that the button asks for one is enough.
    const chooser = page.waitForEvent("filechooser");
    await page.focus("#choose");
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(await pictureOf([zero()]));
    assert.equal(await answerOf(page), "0");
  },
);

const strip = () =>
  pictureOf(Array.from({ length: 24 }, (_, i) => zero(0.3 + 0.6 * i)), {
    width: 3000,
    name: "strip.png",
  });

pageTest("a text that is longer than its place says so, and follows the digit that is chosen", {
  viewport: { width: 360, height: 740 },
}, async ({ page }) => {
  await page.setInputFiles("#file", await strip());
  assert.match(await answerOf(page), /^(0 ?){24}$/);
  const place = await areaOf(page, "#text");
  const isIn = async (n: number) => {
    const { x, width } = (await page.locator("#text button").nth(n).boundingBox())!;
    return x >= place.x - 1 && x + width <= place.x + place.width + 1;
  };
  assert.deepEqual([await isIn(0), await isIn(23)], [true, false]);
  /** How much of its left and of its right side is shaded, without the digits, which are as dark. */
  const sides = async () => {
    await page.locator("#text").evaluate((text) =>
      ([...text.children] as HTMLElement[]).forEach(({ style }) => style.visibility = "hidden")
    );
    const side = { ...place, width: 6 };
    return [
      await darkShare(page, side, 235),
      await darkShare(page, { ...side, x: place.x + place.width - 8 }, 235),
    ];
  };
  let [left, right] = await sides();
  assert.ok(left === 0 && right > 0.3, `${left}, ${right}`);
  await page.locator("#boxes g").last().dispatchEvent("click");
  assert.deepEqual([await isIn(0), await isIn(23)], [false, true]);
  [left, right] = await sides();
  assert.ok(left > 0.3 && right === 0, `${left}, ${right}`);
  // The next picture's is read from its beginning.
  await page.setInputFiles("#file", await strip());
  await page.getByText("2 of 2").waitFor({ state: "attached" });
  await page.waitForFunction(() =>
    document.getElementById("text")!.querySelector("button:not([style])")
  );
  assert.equal(await page.locator("#text").evaluate(({ scrollLeft }) => scrollLeft), 0);
});

pageTest("what is printed is all that was read, in dark ink", {
  colorScheme: "dark",
  viewport: { width: 500, height: 700 },
}, async ({ page }) => {
  await page.waitForFunction(() =>
    document.querySelector<HTMLLinkElement>('link[href$="later.css"]')?.sheet
  );
  await drawOn(page, zero());
  await answerOf(page);
  await page.emulateMedia({ media: "print" });
  const levels = await seen(page, await areaOf(page, "#pad"));
  assert.equal(levels.filter((level) => level > 220).length, 0);
  await page.emulateMedia({ media: "screen" });
  const other = await pictureOf([one()]);
  await page.setInputFiles("#file", [await strip(), ...Array(11).fill(other)]);
  assert.match(await answerOf(page), /^(0 ?){24}$/);
  await page.waitForFunction(() =>
    [...document.querySelectorAll("#queue strong")].filter((text) => text.textContent === "1")
      .length === 11
  );
  /** Parts of which something lies where it is not seen. */
  const cut = () =>
    page.locator("#text, #queue-list, #queue strong").evaluateAll((parts) =>
      parts.filter((part) =>
        part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1
      ).length
    );
  assert.equal(await cut(), 3);
  await page.emulateMedia({ media: "print" });
  assert.equal(await cut(), 0);
  for (const part of ["#choose", "#copy", "#samples", "#save-csv", "#teach"]) {
    assert.ok(await page.isHidden(part), part);
  }
  assert.ok(await page.isVisible("#picture"));
});

pageTest("the pad's tools stay in their card at any width", {
  viewport: { width: 300, height: 700 },
}, async ({ page }) => {
  for (const width of [300, 641, 683, 740]) {
    await page.setViewportSize({ width, height: 700 });
    const [card, pen] = [await areaOf(page, "#giving"), await areaOf(page, "#width")];
    assert.ok(pen.x + pen.width < card.x + card.width, `${width}`);
  }
});
