/// <reference lib="dom" />
/** What the page reads, and how it shows that. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import sharp from "sharp";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import { answerOf, areaOf, darkShare, drawOn, one, pageTest, zero } from "./page_test_case.ts";
import { pictureOf } from "./picture_of.ts";

pageTest("the page reads an uploaded picture and shows what the network saw", async ({ page }) => {
  await page.setInputFiles("#file", await pictureOf([zero()]));
  assert.equal(await answerOf(page), "0");
  assert.equal(await page.locator("#bars tr").count(), 10);
  assert.equal(await page.textContent("#bars tr.best th"), "0");
  assert.match(await page.getAttribute("#seen", "src") ?? "", /^data:image\/png/);
});

pageTest(
  "the page says of which digit it is how sure, and shows the one that is clicked",
  async ({ page }) => {
    let confidence = 0.97;
    await page.route("**/api/predict*", async (route) => {
      const answer = await (await route.fetch()).json();
      Object.assign(answer.digits[1], { confidence });
      await route.fulfill({ json: answer });
    });
    await page.setInputFiles("#file", await pictureOf([zero(), one(1.2)], { width: 320 }));
    assert.equal(await answerOf(page), "01");
    assert.equal(await page.textContent("#certainty"), "Least sure of digit 2 (1): 97.0%");
    // It is the one that people want to see.
    assert.equal(await page.textContent("#bars tr.best th"), "1");
    confidence = 0.995;
    await page.setInputFiles("#file", await pictureOf([zero(), one(1.2)], { width: 320 }));
    await page.waitForFunction(() =>
      document.getElementById("certainty")!.textContent === "All more than 99% sure"
    );

    await page.locator("#text button").first().click();
    assert.equal(await page.textContent("#bars tr.best th"), "0");
    // On the picture …
    const boxes = await page.locator("#boxes g").all();
    const { x, y, width, height } = (await boxes[1].boundingBox())!;
    await page.mouse.click(x + width / 2, y + height / 2);
    assert.equal(await page.textContent("#bars tr.best th"), "1");
    assert.equal(await page.locator("#text [aria-pressed=true]").innerText(), "1");
    // … and in the text, with the keyboard.
    await page.locator("#text button").first().focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.textContent("#bars tr.best th"), "0");
  },
);

pageTest("a digit that is not sure is said by its place", async ({ page }) => {
  await page.route("**/api/predict*", async (route) => {
    const answer = await (await route.fetch()).json();
    answer.text = "0?";
    answer.digits[1] = { ...answer.digits[1], digit: null, guess: "1", confidence: 0.4 };
    await route.fulfill({ json: answer });
  });
  await page.setInputFiles("#file", await pictureOf([zero(), one(1.2)], { width: 320 }));
  assert.equal(await answerOf(page), "0?");
  assert.equal(await page.textContent("#certainty"), "Not sure of digit 2: perhaps 1");
  // Its bars are the ones that people want to see.
  assert.equal(await page.textContent("#bars tr.best th"), "1");

  // Many are said together.
  await page.unrouteAll({ behavior: "wait" });
  await page.route("**/api/predict*", async (route) => {
    const answer = await (await route.fetch()).json();
    answer.text = "???";
    for (const digit of answer.digits) Object.assign(digit, { digit: null, guess: "1" });
    await route.fulfill({ json: answer });
  });
  await page.setInputFiles("#file", await pictureOf([zero(), one(1.2), zero(1.9)], { width: 480 }));
  await page.waitForFunction(() => document.getElementById("text")!.textContent === "???");
  assert.match(await page.textContent("#certainty") ?? "", /^Not sure of digits 1, 2, 3: /);
});

pageTest("where nothing looks like a digit, that is said, also in the list", async ({ page }) => {
  await page.route("**/api/predict*", async (route) => {
    const answer = await (await route.fetch()).json();
    answer.text = "?";
    const probabilities = Object.fromEntries([..."0123456789"].map((name) => [name, 0.1]));
    answer.digits = [{ ...answer.digits[0], digit: null, guess: "1", probabilities }];
    await route.fulfill({ json: answer });
  });
  const two = await Promise.all(["a", "b"].map((name) => pictureOf([zero()], { name })));
  await page.setInputFiles("#file", two);
  assert.equal(await answerOf(page), "?");
  assert.equal(await page.textContent("#certainty"), "No digit");
  assert.equal(await page.locator("#bars tr.best").count(), 0);
  await page.click("#why");
  await page.waitForSelector("#why-told:not(.old) #why-sentence:not(:empty)");
  assert.equal(await page.textContent("#why-sentence"), "No digit");
  await page.waitForFunction(() =>
    document.querySelector("#queue small")?.textContent === "No digit"
  );
});

pageTest("screen readers hear one sentence and no long numbers", async ({ page }) => {
  await page.setInputFiles("#file", await pictureOf([zero()]));
  await answerOf(page);
  assert.match(await page.textContent("#spoken") ?? "", /^It reads 0\. .*% sure\.$/);
  const tree = await page.locator("main").ariaSnapshot();
  assert.match(tree, /row "0 .*%"/);
  assert.doesNotMatch(tree, /\d\.\d\d/);
});

pageTest("the page reads a drawing, and forgets it when it is cleared", async ({ page }) => {
  await drawOn(page, zero());
  assert.equal(await answerOf(page), "0");
  await page.click("#clear");
  assert.equal(await page.textContent("#message"), "Nothing yet.");
  assert.equal(await page.isVisible("#text"), false);
  assert.equal(await darkShare(page, await areaOf(page, "#pad")), 0);
});

pageTest(
  "the page keeps a picture's lines, frames every digit and shows the steps on request",
  { viewport: { width: 320, height: 640 } },
  async ({ page }) => {
    const places = [[50, 60], [110, 60], [50, 180], [260, 180]];
    const circle = (x: number, y: number) =>
      Array.from({ length: 33 }, (_, i) => ({
        x: x + 20 * Math.cos(i * Math.PI / 16),
        y: y + 32 * Math.sin(i * Math.PI / 16),
      }));
    const zeros = places.map(([x, y]) => circle(x, y));
    const png = await encodePng(drawStrokes(zeros, { width: 320, height: 240, pen: 7 }));
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).search));
    const file = { name: "lines.png", mimeType: "image/png", buffer: Buffer.from(png) };
    await page.setInputFiles("#file", file);
    assert.equal(await answerOf(page), "00\n0 0");
    // The picture fills the stage's width.
    const stage = await areaOf(page, "#picture");
    const [scale, top] = [stage.width / 320, stage.y + (stage.height - stage.width * 3 / 4) / 2];
    const frames = await page.locator("#boxes g").all();
    for (const [i, [x, y]] of places.entries()) {
      const box = (await frames[i].boundingBox())!;
      const dx = (box.x + box.width / 2 - stage.x) / scale - x;
      const dy = (box.y + box.height / 2 - top) / scale - y;
      assert.ok(Math.hypot(dx, dy) < 4, `${[dx, dy]}`);
    }

    assert.ok(!asked.includes("?steps=1"));
    await page.focus("#steps summary");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#steps-list .bars");
    const names = await page.locator("#steps-list li").evaluateAll((items) =>
      items.map(({ className }) => className)
    );
    assert.deepEqual(names, ["grey", "ink", "centres", "votes", "digit", "layers", "bars"]);
    const captions = await page.locator("#steps-list figcaption").allTextContents();
    // The captions say all: names that only programs know are not read out.
    assert.equal(await page.locator("#steps-list img:not([alt=''])").count(), 0);
    assert.ok(captions.every((caption) => /^[A-Z].*\.$/.test(caption)), captions.join("\n"));
    assert.equal(await page.locator("#steps-list .digit img").count(), 4);
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLImageElement>("#steps-list img")].every((image) =>
        image.naturalWidth > 0
      )
    );
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 320);

    // It stays open for the next picture, also for one in which nothing was read.
    await page.setInputFiles("#file", await pictureOf([]));
    await page.waitForSelector("#result.error");
    await page.waitForSelector("#steps-list .grey");
    assert.match(await page.innerText("#steps-message"), /^No writing was found/);
    assert.equal(await page.locator("#steps-list .digit").count(), 0);
    await page.click("#clear");
    assert.equal(await page.isVisible("#steps"), false);
  },
);

pageTest(
  "a picture that the browser cannot show is shown as the server sees it",
  async ({ page }) => {
    const { buffer } = await pictureOf([zero(), one(1.2)], { width: 320 });
    const tiff = {
      name: "a.tif",
      mimeType: "image/tiff",
      buffer: await sharp(buffer).tiff().toBuffer(),
    };
    await page.setInputFiles("#file", tiff);
    assert.equal(await answerOf(page), "01");
    const box = (await page.locator("#boxes g").first().boundingBox())!;
    assert.ok(await darkShare(page, box) > 0.1);
  },
);

pageTest(
  "a picture that is too large, or has no pixels of its own, is made fit in the browser",
  async ({ page }) => {
    const sent: { size: number; type: string }[] = [];
    await page.route("**/api/predict*", async (route) => {
      const body = route.request().postDataBuffer()!;
      const { width, height, format } = await sharp(body).metadata();
      sent.push({ size: Math.max(width, height), type: format });
      await route.continue();
    });
    const { buffer } = await pictureOf([zero()]);
    const large = await sharp(buffer).resize(5000, 5000).png().toBuffer();
    await page.setInputFiles("#file", { name: "large.png", mimeType: "image/png", buffer: large });
    assert.equal(await answerOf(page), "0");
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="#fff"/>' +
        '<ellipse cx="50" cy="50" rx="18" ry="30" fill="none" stroke="#000" stroke-width="7"/></svg>',
    );
    await page.setInputFiles("#file", { name: "zero.svg", mimeType: "image/svg+xml", buffer: svg });
    await page.waitForFunction(() => document.querySelector("#result:not([aria-busy]) #text span"));
    assert.equal(await answerOf(page), "0");
    // An icon holds a PNG behind a table of one entry.
    const table = Buffer.from([0, 0, 1, 0, 1, 0, 200, 200, 0, 0, 1, 0, 32, 0]);
    const place = Buffer.alloc(8);
    place.writeUInt32LE(buffer.length);
    place.writeUInt32LE(22, 4);
    const icon = Buffer.concat([table, place, buffer]);
    await page.click("#clear");
    await page.setInputFiles("#file", { name: "a.ico", mimeType: "image/x-icon", buffer: icon });
    assert.equal(await answerOf(page), "0");
    // Photographs in more bytes than phones are quick to send.
    const noise = { type: "gaussian", mean: 0, sigma: 30 } as const;
    const grain = await sharp({
      create: { width: 1300, height: 1300, channels: 3, background: "black", noise },
    }).png().toBuffer();
    const photo = sharp(buffer).resize(1300, 1300).toColourspace("srgb").removeAlpha()
      .composite([{ input: grain, blend: "difference" }]);
    const photos = [
      {
        name: "a.jpg",
        mimeType: "image/jpeg",
        buffer: await photo.clone().jpeg({ quality: 100 }).toBuffer(),
      },
      { name: "a.png", mimeType: "image/png", buffer: await photo.clone().png().toBuffer() },
    ];
    for (const file of photos) {
      assert.ok(file.buffer.length > 1.5e6, `${file.buffer.length} bytes`);
      await page.click("#clear");
      await page.setInputFiles("#file", file);
      assert.equal(await answerOf(page), "0");
    }
    assert.deepEqual(sent, [
      { size: 2400, type: "png" },
      { size: 1200, type: "png" },
      { size: 200, type: "png" },
      { size: 1300, type: "jpeg" },
      { size: 1300, type: "webp" },
    ]);
  },
);

pageTest("a strip that is made fit keeps the height of its digits", async ({ page }) => {
  const noise = { type: "gaussian", mean: 200, sigma: 30 } as const;
  for (
    const [width, height, fitted] of [[9000, 90, [9000, 90]], [20_000, 200, [12_000, 120]]] as const
  ) {
    const strip = await sharp({
      create: { width, height, channels: 3, background: "white", noise },
    })
      .png().toBuffer();
    assert.ok(strip.length > 1.5e6, `${strip.length} bytes`);
    const sent = await page.evaluate(async (base64) => {
      const { fitPicture } = await import(String("/fit_picture.js"));
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const { blob } = await fitPicture(new File([bytes], "strip.png", { type: "image/png" }));
      const { width, height } = await createImageBitmap(blob);
      return [width, height];
    }, strip.toString("base64"));
    assert.deepEqual(sent, fitted);
  }
});

pageTest("ink on nothing can be seen, light or dark, in the dark too", {
  colorScheme: "dark",
}, async ({ page }) => {
  const { buffer } = await pictureOf([zero()]);
  const ink = await sharp(buffer).toColourspace("b-w").negate().raw().toBuffer();
  const files = await Promise.all(["white", "black"].map(async (background) => ({
    name: `${background}.png`,
    mimeType: "image/png",
    buffer: await sharp({ create: { width: 200, height: 200, channels: 3, background } })
      .joinChannel(ink, { raw: { width: 200, height: 200, channels: 1 } }).png().toBuffer(),
  })));
  await page.setInputFiles("#file", files);
  await page.waitForFunction(() => document.querySelectorAll("#queue small")[2]?.textContent);
  await page.locator("#boxes").evaluate((boxes) => boxes.setAttribute("visibility", "hidden"));
  for (const n of [1, 2]) {
    await page.click(`#queue li:nth-child(${n}) .open`);
    assert.equal(await answerOf(page), "0");
    for (const picture of ["#picture", `#queue li:nth-child(${n}) img`]) {
      await page.locator(picture).scrollIntoViewIfNeeded();
      const area = await areaOf(page, picture);
      assert.ok(await darkShare(page, area, 200) > 0.005, `${picture} ${n}`);
      assert.ok(await darkShare(page, area, 200) < 0.5, `${picture} ${n} is all dark`);
    }
  }
});

pageTest("of a strip a click on a digit chooses that one", async ({ page }) => {
  await page.setInputFiles("#file", await pictureOf([zero()]));
  await answerOf(page);
  const chosen = await page.evaluate(async () => {
    const { showAnswer } = await import(String("/show_answer.js"));
    const digits = Array.from({ length: 100 }, (_, i) => ({
      digit: "0",
      guess: "0",
      confidence: 0.9,
      box: { x: 90 * i + 25, y: 20, width: 40, height: 50 },
      probabilities: { 0: 0.9 },
    }));
    const text = "0".repeat(100);
    const answer = { text, digits, inputs: digits.map(() => "data:,"), width: 9000, height: 90 };
    showAnswer({ ...answer, reader: "server" }, { isDrawing: false });
    const boxes = document.getElementById("boxes") as unknown as SVGSVGElement;
    return digits.map(({ box }) => {
      const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2)
        .matrixTransform(boxes.getScreenCTM()!);
      const hit = document.elementFromPoint(middle.x, middle.y)!.closest("g")!;
      return [...boxes.children].indexOf(hit);
    });
  });
  assert.deepEqual(chosen, [...Array(100).keys()]);
});

pageTest("names longer than a sign are shown whole, each a button", async ({ page }) => {
  const names = ["plus", "7", "👍🏽", "कि"];
  await page.evaluate(async (names) => {
    const { showAnswer } = await import(String("/show_answer.js"));
    const digits = [...names, null].map((digit) => ({
      digit,
      guess: "7",
      confidence: 0.9,
      box: { x: 0, y: 0, width: 1, height: 1 },
      probabilities: { 7: 0.9 },
    }));
    const inputs = digits.map(() => "data:,");
    const text = `${names[0]} ${names[1]}\n${names[2]}${names[3]}?`;
    const answer = { text, digits, inputs, width: 9, height: 9, reader: "taught" };
    showAnswer(answer, { isDrawing: true });
  }, names);
  assert.equal(await page.textContent("#text"), "plus 7\n👍🏽कि?");
  assert.deepEqual(await page.locator("#text button").allTextContents(), [...names, "?"]);
});
