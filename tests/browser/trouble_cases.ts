/// <reference lib="dom" />
/** What goes wrong: waiting, servers that are gone, files that are none, fingers and right buttons. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
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

/** Holds answers back; the function that it gives lets the next one go, as soon as it was asked for. */
async function holdAnswers(page: Page): Promise<() => Promise<void>> {
  const held: (() => void)[] = [];
  await page.route("**/api/predict*", async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue().catch(() => {});
  });
  return async () => {
    while (held.length === 0) await page.waitForTimeout(10);
    held.shift()!();
  };
}

pageTest(
  "while an answer is awaited the old one is pale and work is seen",
  { workers: false },
  async ({ page }) => {
    await drawOn(page, one(0.25));
    assert.equal(await answerOf(page), "1");
    const text = await areaOf(page, "#text");
    assert.ok(await darkShare(page, text) > 0.005);
    const letGo = await holdAnswers(page);
    await drawOn(page, zero(0.65));
    await page.waitForSelector("#result[aria-busy]");
    assert.equal(await darkShare(page, text), 0);
    assert.equal(await page.locator("#boxes g").count(), 0);
    assert.equal(await page.isVisible("#copy"), false);
    await letGo();
    assert.equal(await answerOf(page), "10");

    // Of a picture that is new altogether nothing old stays.
    await page.setInputFiles("#file", await pictureOf([zero()]));
    await page.waitForSelector("#message:visible");
    assert.equal(await page.textContent("#message"), "Reading…");
    await letGo();
    assert.equal(await answerOf(page), "0");
  },
);

for (const workers of [true, false]) {
  pageTest(
    `browsers of 2023 read, ${
      workers ? "on the device" : "by the server"
    }, what is drawn and what is given`,
    { workers },
    async ({ page }) => {
      await page.addInitScript(
        "delete Promise.withResolvers; delete AbortSignal.any; delete Map.groupBy; delete globalThis.OffscreenCanvas;",
      );
      await page.reload();
      await drawOn(page, zero());
      assert.equal(await answerOf(page), "0");
      await page.setInputFiles("#file", await pictureOf([one()]));
      await page.waitForFunction(() => document.querySelector("#text")?.textContent === "1");
    },
  );
}

pageTest(
  "a late answer never lands on a drawing that goes on",
  { workers: false },
  async ({ page }) => {
    const letGo = await holdAnswers(page);
    const asked = page.waitForRequest("**/api/predict*");
    await drawOn(page, one(0.25));
    await asked;
    const pad = await areaOf(page, "#pad");
    await page.mouse.move(pad.x + 0.6 * pad.width, pad.y + 0.2 * pad.height);
    await page.mouse.down();
    await page.mouse.move(pad.x + 0.6 * pad.width, pad.y + 0.8 * pad.height, { steps: 5 });
    await letGo();
    await page.waitForTimeout(200);
    assert.equal(await page.isVisible("#text"), false);
    assert.equal(await page.locator("#boxes g").count(), 0);
    await page.mouse.up();
    await letGo();
    assert.equal(await answerOf(page), "11");
  },
);

// A window of its own: its clock cannot be put right again.
pageTest("a server that takes too long is said, and can be asked again", {
  viewport: desktop,
}, async ({ page }) => {
  await page.clock.install();
  const letGo = await holdAnswers(page);
  const asked = page.waitForRequest("**/api/predict*");
  await page.setInputFiles("#file", await pictureOf([zero()]));
  await page.waitForSelector("#result[aria-busy]");
  await asked;
  await page.clock.fastForward(21_000);
  await page.waitForSelector("#result.error");
  assert.equal(await page.textContent("#message"), "The server takes too long to answer.");
  await letGo();
  await page.click("#again");
  await page.waitForSelector("#result[aria-busy]");
  await letGo();
  assert.equal(await answerOf(page), "0");
});

pageTest(
  "a server that was gone is asked again when it is back",
  { workers: false },
  async ({ page, stopServer, startServer }) => {
    await stopServer();
    await drawOn(page, zero());
    await page.waitForSelector("#result.error");
    assert.match(await page.textContent("#message") ?? "", /^The server cannot be reached\./);
    startServer();
    assert.equal(await answerOf(page), "0");
  },
);

pageTest(
  "a stroke adds to what is drawn, however late, and a tap on a digit chooses it",
  async ({ page }) => {
    await drawOn(page, one(0.25), one(0.75));
    assert.equal(await answerOf(page), "11");
    await page.waitForTimeout(1600);
    // As the bar of a seven does.
    const pad = await areaOf(page, "#pad");
    const before = await darkShare(page, pad);
    await drawOn(page, [[0.1, 0.5], [0.4, 0.5]]);
    await answerOf(page);
    await page.locator("#boxes").evaluate((boxes) => boxes.setAttribute("visibility", "hidden"));
    const after = await darkShare(page, pad);
    assert.ok(after > before, `${before} ${after}`);

    await page.waitForTimeout(1600);
    for (const i of [1, 0]) {
      const { x, y, width, height } = await areaOf(page, `#boxes g:nth-child(${i + 1})`);
      await page.mouse.move(x + width / 2, y + height / 3);
      await page.mouse.down();
      await page.mouse.move(x + width / 2 + 2, y + height / 3 + 1);
      await page.mouse.up();
      const pressed = page.locator("#text button").nth(i);
      assert.equal(await pressed.getAttribute("aria-pressed"), "true");
    }
    assert.equal(await darkShare(page, pad), after);
  },
);

pageTest("a tap draws a dot and asks nothing; the right button draws nothing", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => request.method() === "POST" && asked.push(request.url()));
  const pad = await areaOf(page, "#pad");
  await page.mouse.click(pad.x + 100, pad.y + 100);
  const dot = { x: pad.x + 90, y: pad.y + 90, width: 20, height: 20 };
  assert.ok(await darkShare(page, dot) > 0.5);
  assert.equal(await page.textContent("#message"), "A dot alone is no digit: draw on.");
  await page.mouse.move(pad.x + 200, pad.y + 200);
  await page.mouse.down({ button: "right" });
  await page.mouse.move(pad.x + 300, pad.y + 200, { steps: 3 });
  await page.mouse.up({ button: "right" });
  assert.equal(
    await darkShare(page, { x: pad.x + 190, y: pad.y + 190, width: 120, height: 20 }),
    0,
  );
  assert.deepEqual(asked, []);
});

pageTest("two fingers draw nothing, one does", { hasTouch: true }, async ({ page }) => {
  const pad = await areaOf(page, "#pad");
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...points: [number, number][]) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: points.map(([x, y], id) => ({ x: pad.x + x, y: pad.y + y, id })),
    });
  await touch("touchStart", [100, 100]);
  await touch("touchStart", [100, 100], [200, 100]);
  await touch("touchMove", [100, 200], [200, 200]);
  await touch("touchEnd");
  assert.equal(await darkShare(page, pad), 0);
  await touch("touchStart", [100, 100]);
  for (let y = 110; y <= 250; y += 10) await touch("touchMove", [100, y]);
  await touch("touchEnd");
  assert.equal(await answerOf(page), "1");
  assert.ok(await darkShare(page, pad) > 0.01);
});

pageTest("what is wrong with a file is said in the page's own words", async ({ page }) => {
  const { buffer } = await pictureOf([zero()]);
  const damaged = Buffer.from(buffer).fill(7, 60);
  for (
    const [name, file, words] of [
      ["letter.png", Buffer.from("Dear Sir"), /^This file is no picture\./],
      ["paper.pdf", Buffer.from("%PDF-1.7 and so on"), /^Pictures of this kind cannot be read\./],
      ["damaged.png", damaged, /^This file is damaged\./],
      ["blank.png", (await pictureOf([])).buffer, /^No writing found\./],
    ] as const
  ) {
    await page.setInputFiles("#file", { name, mimeType: "image/png", buffer: file });
    await page.waitForSelector("#result.error");
    const message = await page.textContent("#message") ?? "";
    assert.match(message, words);
    assert.equal(await page.textContent("#spoken"), message);
    await page.click("#clear");
  }
});

pageTest("parts of the page that do not come are said where they were asked for", {
  viewport: desktop,
}, async ({ page }) => {
  const missing = "This could not be loaded. Try once more.";
  const parts = /(connect_camera|drawing_link|show_why|show_layers)\.js$/;
  await page.route(parts, (route) => route.fulfill({ status: 503 }));
  await drawOn(page, zero());
  await answerOf(page);
  for (
    const [click, told] of [
      ["#photograph", "#notice"],
      ["#share", "#copied"],
      ["#why", "#why-sentence"],
      ["#steps summary", "#steps-message"],
    ]
  ) {
    await page.click(click);
    await page.locator(told).getByText(missing).waitFor();
  }
  await page.unroute(parts);
  await page.click("#photograph");
  await page.waitForSelector("#camera-view[open]");
});

pageTest(
  "what the server refuses is said, and asked again where that may help",
  async ({ page }) => {
    let code = "";
    await page.route("**/api/predict*", (route) => route.fulfill({ json: { error: { code } } }));
    for (
      const [refusal, words, again] of [
        ["too-many-requests", /^The server has too much to do\./, true],
        ["engine", /^What the server reads with does not work\./, true],
        ["unreadable", /^The server could not cope with this picture\./, false],
        [
          "unauthorized",
          /^This server reads pictures only for programs that have its token\./,
          false,
        ],
      ] as const
    ) {
      code = refusal;
      await page.setInputFiles("#file", await pictureOf([zero()]));
      await page.waitForSelector("#result.error");
      assert.match(await page.textContent("#message") ?? "", words);
      assert.equal(await page.isVisible("#again"), again);
      await page.click("#clear");
    }
  },
);

pageTest(
  "a file that cannot be opened, and an answer that is none, are said once",
  async ({ page }) => {
    const asked: string[] = [];
    await page.route("**/api/predict*", (route) => {
      asked.push(route.request().url());
      return route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" });
    });
    await page.setInputFiles("#file", await pictureOf([zero()]));
    await page.waitForSelector("#again:visible");
    assert.match(await page.textContent("#message") ?? "", /^Something went wrong on the server/);
    // As a browser does with a folder that was dropped, and with a file that was changed since.
    await page.evaluate(() => {
      Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException("", "NotFoundError"));
    });
    await page.click("#again");
    await page.waitForSelector("#again", { state: "hidden" });
    await page.waitForSelector("#result.error");
    assert.match(await page.textContent("#message") ?? "", /^This file cannot be opened/);
    await page.click("#steps summary");
    await page.locator("#steps-message").getByText(/^This file cannot be opened/).waitFor();
    assert.equal(asked.length, 1);
  },
);

pageTest("a dropped link and pasted text are answered, and take nothing away", async ({ page }) => {
  await drawOn(page, zero());
  assert.equal(await answerOf(page), "0");
  for (
    const [event, type, text, words] of [
      ["drop", "text/uri-list", "https://example.org/a.png", /^That was a link\./],
      ["paste", "text/plain", "a hundred and one", /^That was text\./],
    ]
  ) {
    await page.evaluate(([event, type, text]) => {
      const transfer = new DataTransfer();
      transfer.setData(type as string, text as string);
      document.dispatchEvent(
        event === "drop"
          ? new DragEvent("drop", { dataTransfer: transfer, cancelable: true })
          : new ClipboardEvent("paste", { clipboardData: transfer }),
      );
    }, [event, type, text]);
    assert.match(await page.innerText("#notice"), words as RegExp);
    assert.equal(await answerOf(page), "0");
  }
  await drawOn(page, one(0.9));
  assert.equal(await page.textContent("#notice"), "");
});

pageTest("what is dragged from the page is not taken for something given", async ({ page }) => {
  await page.setInputFiles("#file", await pictureOf([zero()]));
  assert.equal(await answerOf(page), "0");
  for (const from of ["#picture", "#samples img"]) {
    await page.dragAndDrop(from, "#reading", { sourcePosition: { x: 5, y: 5 } });
    assert.equal(await page.textContent("#notice"), "");
    assert.equal(await answerOf(page), "0");
    assert.ok(await page.isVisible("#picture"));
  }
});
