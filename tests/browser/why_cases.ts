/// <reference lib="dom" />
/** Why a digit was read so, and what each step of reading it makes of it. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { padDrawings } from "../../bench/page/pad_drawings.ts";
import { pictureAt } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { openOnnx } from "../../lib/engine/onnx.ts";
import { explainDigit, type Explanation } from "../../lib/explain_digit.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import { readCard } from "../../lib/model/model_files.ts";
import {
  answerOf,
  type Area,
  areaOf,
  desktop,
  drawOn,
  type Line,
  one,
  pageTest,
  zero,
} from "./page_test_case.ts";
import { pictureOf } from "./picture_of.ts";

/** A nine: a ring and a line down from it. */
const nine: Line = [
  ...Array.from({ length: 20 }, (_, i) => {
    const angle = 0.2 - i * 2 * Math.PI / 19;
    return [0.5 + 0.13 * Math.cos(angle), 0.35 + 0.13 * Math.sin(angle)] as const;
  }),
  [0.62, 0.5],
  [0.6, 0.6],
  [0.58, 0.7],
  [0.56, 0.82],
];

/** A three with two bellies: what is left of it without a ninth is still a three, whatever the pen. */
const three: Line = [
  [0.32, 0.25],
  [0.39, 0.18],
  [0.54, 0.16],
  [0.64, 0.25],
  [0.61, 0.39],
  [0.46, 0.46],
  [0.62, 0.54],
  [0.68, 0.68],
  [0.54, 0.8],
  [0.36, 0.77],
  [0.3, 0.68],
];

/** Waits until it is told why. */
async function toldWhy(page: Page): Promise<void> {
  await page.waitForSelector("#why-told:not(.old) #why-maps button");
}

/** The shares of a part of the window that are plainly blue, and plainly orange. */
async function colours(page: Page, area: Area): Promise<{ blue: number; orange: number }> {
  const [x, y] = [Math.round(area.x), Math.round(area.y)];
  const clip = { x, y, width: Math.round(area.width), height: Math.round(area.height) };
  const { data } = await sharp(await page.screenshot({ clip, animations: "disabled" }))
    .removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const found = { blue: 0, orange: 0 };
  for (let i = 0; i < data.length; i += 3) {
    if (data[i + 2] - data[i] > 60) found.blue += 3 / data.length;
    if (data[i] - data[i + 2] > 60) found.orange += 3 / data.length;
  }
  return found;
}

/** Opens what tells why; its pictures have been drawn when this returns. */
async function askWhy(page: Page): Promise<void> {
  await page.click("#why");
  await toldWhy(page);
}

pageTest("what a drawing was read for is not laid over an empty pad", async ({ page }) => {
  await page.evaluate(async () => (await import(String("/read_here.js"))).openReader());
  await drawOn(page, nine);
  assert.equal(await answerOf(page), "9");
  // Cleared while it is asked why; what was asked is told soon after, where it is told at all.
  await page.evaluate(async () => {
    await import(String("/show_why.js"));
    document.getElementById("why")!.click();
    document.getElementById("clear")!.click();
  });
  await page.waitForTimeout(1_000);
  assert.equal(await page.locator("#boxes .heat").count(), 0);
});

pageTest("a drawing is told why, on its ink, and nothing is sent for it", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
  await page.evaluate(async () => (await import(String("/read_here.js"))).openReader());
  await drawOn(page, nine);
  assert.equal(await answerOf(page), "9");
  /** A part of the digit, from one share of its height to another, off the lines of its box. */
  const part = async (from: number, to: number) => {
    const { x, y, width, height } = await areaOf(page, "#boxes g");
    const top = y + 6 + from * (height - 12);
    return await colours(page, {
      x: x + 6,
      y: top,
      width: width - 12,
      height: (to - from) * (height - 12),
    });
  };
  assert.deepEqual(await part(0, 1), { blue: 0, orange: 0 });

  await page.focus("#why");
  await page.keyboard.press("Enter");
  await toldWhy(page);
  assert.equal(
    await page.textContent("#why-sentence"),
    "9, most of all for what is at the top: without it, the network would say 7.",
  );
  const [first, second] = await page.locator("#why-maps button").all();
  assert.match(await first.getAttribute("aria-label") ?? "", /^9: .*%\. What is .* for it most/);
  assert.match(await first.innerText(), /^9: /);
  const forNine = await part(0, 1);
  assert.ok(forNine.blue > 0.1 && forNine.orange < 0.02, JSON.stringify(forNine));

  // What closes the ring speaks against the runner-up.
  await second.focus();
  await page.keyboard.press("Space");
  assert.match(await second.innerText(), /^4: /);
  assert.equal(await second.getAttribute("aria-pressed"), "true");
  assert.equal(await first.getAttribute("aria-pressed"), "false");
  const [top, bottom] = [await part(0, 0.2), await part(0.5, 1)];
  assert.ok(top.orange > 0.05 && bottom.orange === 0, JSON.stringify([top, bottom]));

  await page.click("#why");
  await page.waitForSelector("#boxes .heat", { state: "detached" });
  assert.deepEqual(await part(0, 1), { blue: 0, orange: 0 });
  assert.deepEqual(sent, []);
});

pageTest(
  "while one draws on nothing is explained; then it is what is drawn now",
  async ({ page }) => {
    await page.evaluate(async () => (await import(String("/read_here.js"))).openReader());
    await drawOn(page, zero(0.3));
    assert.equal(await answerOf(page), "0");
    await askWhy(page);
    await page.waitForSelector("#boxes .heat");
    const pad = await areaOf(page, "#pad");
    const [start, ...line] = one(0.75);
    const go = ([x, y]: readonly [number, number]) =>
      page.mouse.move(pad.x + x * pad.width, pad.y + y * pad.height, { steps: 3 });
    await go(start);
    await page.mouse.down();
    for (const point of line) await go(point);
    await page.waitForFunction(() => document.getElementById("text")!.innerText === "01");
    assert.equal(await page.locator("#boxes .heat").count(), 0);
    assert.equal(await page.locator("#why-told.old").count(), 1);
    await page.mouse.up();
    await toldWhy(page);
    await page.waitForSelector("#boxes .heat");
    await page.click("#clear");
    assert.equal(await page.locator("#boxes .heat").count(), 0);
    assert.equal(await page.isVisible("#why"), false);
  },
);

pageTest("where no part of a digit decides, that is said", async ({ page }) => {
  await drawOn(page, three);
  assert.equal(await answerOf(page), "3");
  await askWhy(page);
  assert.equal(
    await page.textContent("#why-sentence"),
    "No single part decides: without any one of them, 3 is nearly as likely.",
  );
});

pageTest(
  "of a picture with several digits it tells of the one that is clicked",
  async ({ page }) => {
    await page.setInputFiles("#file", await pictureOf([zero(), one(1.2)], { width: 320 }));
    assert.equal(await answerOf(page), "01");
    assert.equal(await page.textContent("#reader"), "Read on the server, which keeps nothing.");
    await askWhy(page);
    for (const [i, name] of [[0, "0"], [1, "1"], [0, "0"]] as const) {
      const box = (await page.locator("#boxes g").nth(i).boundingBox())!;
      const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
      await page.mouse.click(...middle);
      await toldWhy(page);
      assert.match(
        await page.locator("#why-maps button").first().innerText(),
        RegExp(`^${name}: `),
      );
      assert.equal(await page.textContent("#bars tr.best th"), name);
      // The map has the digit in it, 20 of its 28 pixels high.
      const heat = await areaOf(page, "#boxes .heat");
      const high = heat.height * 20 / 28;
      assert.ok(Math.abs(high - box.height) < 0.12 * box.height, `${high} is not ${box.height}`);
      assert.ok(heat.x < box.x && heat.x + heat.width > box.x + box.width);
      assert.ok(heat.y < box.y && heat.y + heat.height > box.y + box.height);
    }
    // Another language says the same.
    await page.selectOption("#language", "de");
    await page.waitForFunction(() =>
      document.querySelector("#why-maps button")?.ariaLabel?.includes("spricht am meisten dafür")
    );
  },
);

pageTest("the browser explains digits as the server's models do", async ({ page }) => {
  const [card, mnist] = [await readCard("models/digits"), await loadMnist("test")];
  const engine = await openOnnx("models/digits", card);
  try {
    for (const i of [0, 4, 8, 12, 18]) {
      const input = pictureAt(mnist, i);
      const url = `data:image/png;base64,${Buffer.from(await encodePng(input)).toString("base64")}`;
      const here: Explanation = await page.evaluate(async (url) => {
        const { askOfDigit } = await import(String("/ask_of_digit.js"));
        const { explanation } = await askOfDigit("explain", { inputs: [url] }, 0);
        const toList = (one: Explanation["answer"]) => ({
          ...one,
          map: { ...one.map, data: [...one.map.data] },
        });
        const { answer, rival } = explanation;
        return { ...explanation, answer: toList(answer), rival: toList(rival) };
      }, url);
      const there = await explainDigit(input, { engine, card });
      assert.equal(here.decisive?.place, there.decisive?.place);
      for (const which of ["answer", "rival"] as const) {
        const { map, probability: _, ...rest } = there[which];
        const { map: mapHere, probability: __, ...restHere } = here[which];
        assert.deepEqual(restHere, rest, `digit ${i}`);
        map.data.forEach((value, k) =>
          assert.ok(Math.abs(mapHere.data[k] - value) < 0.02, `digit ${i}, pixel ${k}`)
        );
      }
    }
  } finally {
    await engine.close();
  }
});

pageTest("nobody who draws waits for an explanation", async ({ page }) => {
  const drawings = padDrawings(2);
  const order = await page.evaluate(async (drawings) => {
    const load = (name: string) => import(`/${name}`);
    const { askOfDigit } = await load("ask_of_digit.js");
    const { readHere } = await load("read_here.js");
    const read = (drawing: unknown) => readHere(drawing, [], new AbortController().signal);
    const order: string[] = [];
    const answer = await read(drawings[0]);
    const explained = askOfDigit("explain", answer, 0).then(() => order.push("explained"));
    // By then it has begun.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await read(drawings[1]).then(() => order.push("read"));
    await explained;
    return order;
  }, drawings);
  assert.deepEqual(order, ["read", "explained"]);
});

pageTest("the steps end with what the layers make of the digit that is chosen, and its bars", {
  viewport: desktop,
}, async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.setInputFiles("#file", await pictureOf([zero(), one(1.2)], { width: 320 }));
  assert.equal(await answerOf(page), "01");
  assert.ok(!asked.includes("/show_layers.js") && !asked.includes("/show_why.js"));
  await page.click("#steps summary");
  await page.waitForSelector("#steps-list .bars");
  const names = await page.locator("#steps-list li").evaluateAll((items) =>
    items.map(({ className }) => className)
  );
  assert.deepEqual(names, ["grey", "ink", "centres", "votes", "digit", "layers", "bars"]);
  const layers = page.locator("#steps-list .layers p");
  assert.deepEqual(await layers.allTextContents(), [
    "Layer 1: 32 pictures of 14×14 pixels",
    "Layer 2: 64 pictures of 14×14 pixels",
    "Layer 3: 64 pictures of 7×7 pixels",
    "Layer 4: 128 pictures of 7×7 pixels",
    "Layer 5: 128 pictures of 3×3 pixels",
  ]);
  const sheet = () => page.getAttribute("#steps-list .layers img", "src");
  const choose = async (digit: number) => {
    await page.locator("#text button").nth(digit).click();
    await page.waitForFunction(
      (name) => document.querySelector("#steps-list .bars tr.best th")?.textContent === name,
      `${digit}`,
    );
  };
  await choose(0);
  const ofZero = await sheet();
  await choose(1);
  assert.notEqual(await sheet(), ofZero);
  assert.equal(await page.locator("#steps-list .bars").count(), 1);
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>("#steps-list img")].every((image) =>
      image.naturalWidth > 0
    )
  );
});

pageTest("where nothing reads on the device, that why is not known is said", {
  workers: false,
}, async ({ page }) => {
  await drawOn(page, zero());
  assert.equal(await answerOf(page), "0");
  await page.click("#why");
  await page.waitForSelector("#why-told:not(.old) #why-sentence:not(:empty)");
  assert.equal(await page.textContent("#why-sentence"), "This browser cannot work out why.");
  assert.equal(await page.locator("#why-maps button").count(), 0);
  await page.click("#steps summary");
  await page.waitForSelector("#steps-list .bars");
  assert.equal(await page.locator("#steps-list .layers").count(), 0);
});
