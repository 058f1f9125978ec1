/// <reference lib="dom" />
/** The page in a real browser, on the shipped model. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { chromium, type Page } from "playwright-core";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import { openRecognizer } from "../../lib/open_recognizer.ts";
import { createApp } from "../../lib/server/app.ts";
import { createReader } from "../../lib/server/create_reader.ts";

const EXECUTABLE = "/usr/bin/chromium";
const present = await Deno.stat(EXECUTABLE).then(() => true, () => false);
if (!present) {
  console.log("browser tests are skipped: apt-get install -y --no-install-recommends chromium");
}

/** Opens the page in a window of this size, for as long as `use` runs. */
async function onPage(
  size: { width: number; height: number },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const recognizer = await openRecognizer({ model: "models/digits" });
  const app = createApp({ reader: createReader(recognizer), card: recognizer.card });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    const page = await browser.newPage({ viewport: size });
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("console", (message) => {
      // A refused picture is an HTTP error, which browsers log by themselves.
      const isRefusal = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isRefusal) troubles.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${server.addr.port}/`);
    await use(page);
    assert.deepEqual(troubles, []);
  } finally {
    await browser.close();
    await server.shutdown();
    await recognizer.close();
  }
}

const desktop = { width: 1100, height: 800 };
/** A zero, 40 by 64 pixels round this point. */
const zeroAt = (x: number, y: number) =>
  Array.from({ length: 33 }, (_, i) => ({
    x: x + 20 * Math.cos(i * Math.PI / 16),
    y: y + 32 * Math.sin(i * Math.PI / 16),
  }));
const zero = zeroAt(50, 50);

Deno.test({
  name: "the page reads an uploaded picture and shows what the network saw",
  ignore: !present,
  async fn() {
    const png = await encodePng(drawStrokes([zero], { width: 100, height: 100, pen: 7 }));
    await onPage(desktop, async (page) => {
      const buffer = Buffer.from(png);
      await page.setInputFiles("#file", { name: "zero.png", mimeType: "image/png", buffer });
      await page.waitForSelector("#text:visible");
      assert.equal(await page.textContent("#text"), "0");
      assert.equal(await page.locator("#bars tr").count(), 10);
      assert.equal(await page.textContent("#bars tr.best th"), "0");
      assert.match(await page.getAttribute("#seen", "src") ?? "", /^data:image\/png/);
    });
  },
});

Deno.test({
  name: "the page reads a drawing, and forgets it when it is cleared",
  ignore: !present,
  async fn() {
    await onPage(desktop, async (page) => {
      const pad = (await page.locator("#pad").boundingBox())!;
      const to = ({ x, y }: { x: number; y: number }) =>
        [pad.x + x / 100 * pad.width, pad.y + y / 100 * pad.height] as const;
      await page.mouse.move(...to(zero[0]));
      await page.mouse.down();
      for (const point of zero) await page.mouse.move(...to(point));
      await page.mouse.up();
      await page.waitForSelector("#text:visible");
      assert.equal(await page.textContent("#text"), "0");
      await page.click("#clear");
      assert.equal(await page.isVisible("#text"), false);
      assert.equal(await page.isVisible("#hint"), true);
    });
  },
});

Deno.test({
  name: "the page keeps a picture's lines, frames every digit and shows the steps on request",
  ignore: !present,
  async fn() {
    const zeros = [zeroAt(50, 60), zeroAt(110, 60), zeroAt(50, 180), zeroAt(260, 180)];
    const png = await encodePng(drawStrokes(zeros, { width: 320, height: 240, pen: 7 }));
    await onPage({ width: 320, height: 640 }, async (page) => {
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).search));
      const buffer = Buffer.from(png);
      await page.setInputFiles("#file", { name: "lines.png", mimeType: "image/png", buffer });
      await page.waitForSelector("#text:visible");
      assert.equal(await page.locator("#text").innerText(), "00\n0 0");
      const picture = (await page.locator("#picture").boundingBox())!;
      const frames = await page.locator("#boxes i").all();
      const centres = await Promise.all(frames.map(async (frame) => {
        const { x, y, width, height } = (await frame.boundingBox())!;
        const scale = 320 / picture.width;
        return [(x + width / 2 - picture.x) * scale, (y + height / 2 - picture.y) * scale];
      }));
      for (const [i, [x, y]] of [[50, 60], [110, 60], [50, 180], [260, 180]].entries()) {
        assert.ok(Math.hypot(centres[i][0] - x, centres[i][1] - y) < 4, `${centres[i]}`);
      }

      assert.ok(!asked.includes("?steps=1"));
      await page.focus("summary");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#steps-list li");
      const names = await page.locator("#steps-list li").evaluateAll((items) =>
        items.map(({ className }) => className)
      );
      assert.deepEqual(names, ["grey", "ink", "centres", "votes", "digit"]);
      const captions = await page.locator("#steps-list figcaption").allTextContents();
      assert.ok(captions.every((caption) => /^[A-Z].*\.$/.test(caption)), captions.join("\n"));
      assert.equal(await page.locator("#steps-list .digit img").count(), 4);
      await page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLImageElement>("#steps-list img")].every((image) =>
          image.naturalWidth > 0
        )
      );
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 320);

      // It stays open for the next picture, also for one in which nothing was read.
      const blank = Buffer.from(
        await encodePng(drawStrokes([], { width: 60, height: 40, pen: 7 })),
      );
      await page.setInputFiles("#file", {
        name: "blank.png",
        mimeType: "image/png",
        buffer: blank,
      });
      await page.waitForSelector("#result.error");
      await page.waitForSelector("#steps-list .grey");
      assert.equal(await page.locator("#steps-list .digit").count(), 0);
      await page.click("#clear");
      assert.equal(await page.isVisible("#steps"), false);
    });
  },
});

Deno.test({
  name: "the page says in a sentence what was wrong with a file",
  ignore: !present,
  async fn() {
    await onPage(desktop, async (page) => {
      const text = { name: "letter.png", mimeType: "image/png", buffer: Buffer.from("Dear Sir") };
      await page.setInputFiles("#file", text);
      await page.waitForSelector("#result.error");
      assert.match(await page.textContent("#message") ?? "", /^Not an image: .*\.$/);
    });
  },
});

Deno.test({
  name: "the page works by keyboard and fits a phone",
  ignore: !present,
  async fn() {
    await onPage({ width: 320, height: 640 }, async (page) => {
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      assert.equal(wide, 320);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate("document.activeElement.id"), "choose");
      // A headless browser has no dialog to open: that the button asks for one is enough.
      await page.evaluate(() => {
        const file = document.getElementById("file")!;
        file.addEventListener("click", (event) => {
          event.preventDefault();
          file.dataset.asked = "yes";
        });
      });
      await page.keyboard.press("Enter");
      assert.equal(await page.getAttribute("#file", "data-asked"), "yes");
    });
  },
});
