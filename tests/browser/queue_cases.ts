/// <reference lib="dom" />
/** Many pictures: chosen, dropped, pasted, photographed, or taken from the samples. */
import assert from "node:assert/strict";
import type { Download } from "playwright-core";
import {
  answerOf,
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

const three = () =>
  Promise.all([
    pictureOf([zero()], { name: "zero.png" }),
    pictureOf([one(), zero(1.05)], { name: "ten.png", width: 320 }),
    pictureOf([], { name: "=blank.png" }),
  ]);

pageTest("several pictures are read, and each can be opened again", async ({ page }) => {
  await page.setInputFiles("#file", await three());
  assert.equal(await answerOf(page), "0");
  await page.waitForFunction(() => document.querySelectorAll("#queue .failed").length === 1);
  const texts = await page.locator("#queue strong").allTextContents();
  assert.deepEqual(texts, ["0", "10", "Not read"]);
  assert.equal(await page.locator("#queue .failed small").first().innerText(), "No writing found.");
  const shares = await page.locator("#queue small:not(.name)").allTextContents();
  assert.ok(shares.slice(0, 2).every((share) => /\d%$/.test(share)), `${shares}`);
  // The thumbnail shows its picture.
  await page.locator("#queue").scrollIntoViewIfNeeded();
  assert.ok(await darkShare(page, await areaOf(page, "#queue li:nth-child(2) img")) > 0.05);
  const blank = await areaOf(page, "#queue li:nth-child(3) img");
  assert.equal(await darkShare(page, { ...blank, width: blank.width / 2 }), 0);

  await page.click("#queue li:nth-child(2) .open");
  assert.equal(await answerOf(page), "10");
  assert.match(await page.locator("#queue [aria-current=true]").innerText(), /10/);
  await page.click("#queue li:nth-child(3) .open");
  assert.match(await page.textContent("#message") ?? "", /^No writing found/);
  await page.click("#queue li:nth-child(1) .open");
  assert.equal(await answerOf(page), "0");

  // One that is taken out gives way to the next; the keyboard stays in the list.
  await page.click("#queue li:nth-child(1) .remove");
  assert.equal(await answerOf(page), "10");
  assert.ok(await page.evaluate("document.activeElement.classList.contains('remove')"));
  await page.setInputFiles("#file", await three());
  await page.waitForFunction(() => document.querySelectorAll("#queue li").length === 5);
  await page.click("#remove-all");
  assert.equal(await page.isVisible("#queue"), false);
  assert.ok(await page.locator("#choose").evaluate((one) => one === document.activeElement));
  assert.equal(await page.textContent("#message"), "Nothing yet.");

  // A drawing is none of them.
  await page.setInputFiles("#file", await three());
  await page.waitForSelector("#queue:visible");
  await page.click("#clear");
  await drawOn(page, one());
  assert.equal(await answerOf(page), "1");
  await page.click("#remove-all");
  assert.equal(await page.isVisible("#queue"), false);
  assert.equal(await answerOf(page), "1");
});

pageTest("pictures that a busy server refused are read when it has time", async ({ page }) => {
  let refusals = 0;
  await page.route("**/api/predict*", (route) => {
    if (refusals === 3) return route.continue();
    refusals++;
    return route.fulfill({ status: 503, json: { error: { code: "busy" } } });
  });
  await page.setInputFiles("#file", await three());
  await page.waitForSelector("#result.error");
  assert.match(await page.textContent("#message") ?? "", /It is asked again in a moment\.$/);
  assert.equal(await answerOf(page), "0");
  await page.getByText("No writing found.", { exact: true }).waitFor();
  assert.deepEqual(await page.locator("#queue strong").allTextContents(), ["0", "10", "Not read"]);
  assert.equal(refusals, 3);
});

pageTest("of a list only what changes is laid out anew", async ({ page }) => {
  await page.setInputFiles("#file", await three());
  await page.getByText("No writing found.", { exact: true }).waitFor();
  assert.equal(await answerOf(page), "0");
  const changed = await page.evaluate(() => {
    const list = document.getElementById("queue-list")!;
    const items = new Set<Element | null>();
    const changes = new MutationObserver((all) =>
      all.forEach(({ target }) => items.add((target as Element).closest("li")))
    );
    changes.observe(list, { subtree: true, childList: true, attributes: true });
    list.querySelector<HTMLElement>("li:nth-child(2) .open")!.click();
    return new Promise<boolean[]>((resolve) =>
      setTimeout(() => resolve([...list.children].map((item) => items.has(item))), 100)
    );
  });
  assert.deepEqual(changed, [true, true, false]);
  await page.selectOption("#language", "de");
  await page.getByText("Keine Schrift gefunden.", { exact: true }).waitFor();
});

pageTest("on a phone it is said at the picture that it is one of several", {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
}, async ({ page }) => {
  await page.setInputFiles("#file", await three());
  assert.equal(await answerOf(page), "0");
  await page.getByText("1 of 3").waitFor();
  await assertInView(page, ".turning");
  await page.getByRole("button", { name: "Next picture" }).click();
  assert.equal(await answerOf(page), "10");
  // From the first one back it is the last.
  await page.getByRole("button", { name: "Previous picture" }).click();
  await page.getByRole("button", { name: "Previous picture" }).click();
  await page.getByText("3 of 3").waitFor();
  // Who chooses one in the list sees it, and what was read in it.
  await page.click("#queue li:nth-child(2) .open");
  for (const part of ["#picture", "#text", "#certainty"]) await assertInView(page, part);
});

pageTest("what is read of others leaves the keyboard where it is", async ({ page }) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => letGo = resolve);
  await page.route("**/api/predict*", async (route) => {
    await held;
    await route.continue();
  });
  await page.setInputFiles("#file", await three());
  await page.focus("#queue li:nth-child(2) .open");
  letGo();
  await page.waitForFunction(() => document.querySelectorAll("#queue .failed").length === 1);
  await page.keyboard.press("Enter");
  assert.equal(await answerOf(page), "10");
  assert.ok(await page.evaluate("document.activeElement.matches('li:nth-child(2) .open')"));
});

pageTest("several pictures can be dropped and pasted", async ({ page }) => {
  const files = (await three()).map(({ name, buffer }) => [name, buffer.toString("base64")]);
  for (const event of ["drop", "paste"]) {
    await page.evaluate(([event, files]) => {
      const transfer = new DataTransfer();
      for (const [name, base64] of files as string[][]) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: "image/png" }));
      }
      document.dispatchEvent(
        event === "drop"
          ? new DragEvent("drop", { dataTransfer: transfer, cancelable: true })
          : new ClipboardEvent("paste", { clipboardData: transfer }),
      );
    }, [event, files] as const);
    await page.waitForFunction(() => {
      const queue = document.querySelectorAll("#queue li");
      return queue.length === 3 && document.querySelectorAll("#queue .failed").length === 1 &&
        queue[1].querySelector("strong")!.textContent === "10";
    });
    assert.equal(await answerOf(page), "0");
    await page.click("#remove-all");
  }
});

pageTest("what was read is copied, and kept as CSV and as JSON", {
  permissions: ["clipboard-read", "clipboard-write"],
}, async ({ page }) => {
  await page.setInputFiles("#file", await three());
  await page.waitForFunction(() => document.querySelectorAll("#queue .failed").length === 1);
  await page.waitForFunction(() => !document.body.innerText.includes("Reading…"));
  const saved = async (button: string) => {
    const download: Promise<Download> = page.waitForEvent("download");
    await page.click(button);
    return await Deno.readTextFile(await (await download).path());
  };
  const [head, ...rows] = (await saved("#save-csv")).trimEnd().split("\r\n");
  assert.equal(head, "file,number,confidence,error");
  assert.match(rows[0], /^zero\.png,0,[01]\.\d{4},$/);
  assert.match(rows[1], /^ten\.png,10,[01]\.\d{4},$/);
  // No spreadsheet shall take a file's name for a formula.
  assert.equal(rows[2], "'=blank.png,,,no-ink");

  const readings = JSON.parse(await saved("#save-json"));
  assert.deepEqual(readings.map(({ file, text }: { file: string; text: string }) => [file, text]), [
    ["zero.png", "0"],
    ["ten.png", "10"],
    ["=blank.png", undefined],
  ]);
  assert.equal(readings[1].digits[0].digit, "1");
  assert.equal(readings[2].error, "no-ink");

  await page.click("#copy-all");
  await page.waitForFunction(() => document.getElementById("queue-message")!.textContent);
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, "zero.png\t0\nten.png\t10\n'=blank.png\t\n");
  await page.click("#copy");
  await page.waitForFunction(() => document.getElementById("copied")!.textContent);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "0");
});

pageTest("a list that is kept too soon says what is still to come", async ({ page }) => {
  const held = Promise.withResolvers<void>();
  await page.route("**/api/predict*", async (route) => {
    await held.promise;
    await route.continue().catch(() => {});
  });
  await page.setInputFiles("#file", await three());
  await page.getByText("0 of 3 read").waitFor();
  const download: Promise<Download> = page.waitForEvent("download");
  await page.click("#save-csv");
  const saved = await Deno.readTextFile(await (await download).path());
  assert.match(saved, /^zero\.png,,,not-read-yet\r\nten\.png,,,not-read-yet\r$/m);
  held.resolve();
  await page.waitForFunction(() => !document.getElementById("queue-message")!.textContent);
});

pageTest("the samples are one click away, and one of them is empty", async ({ page }) => {
  await assertInView(page, "#samples");
  await drawOn(page, zero());
  await answerOf(page);
  await assertInView(page, "#samples");
  const names = await page.locator("#samples img").evaluateAll((images) =>
    images.map((image) => (image as HTMLImageElement).src.match(/(\w+)\.jpg$/)![1])
  );
  assert.ok(names.length >= 8);
  const picture = await areaOf(page, "#samples li:nth-child(3) img");
  assert.ok(new Set(await seen(page, picture)).size > 50, "the thumbnail is blank");
  await page.click("#samples li:nth-child(1) button");
  await page.waitForFunction(() => document.getElementById("text")!.innerText === "9");
  // By keyboard, too.
  await page.locator("#samples li:nth-child(3) button").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("text")!.innerText.includes("\n"));
  assert.equal((await answerOf(page)).split("\n").length, 3);
  await page.locator("#samples button").last().click();
  await page.waitForSelector("#result.error");
  assert.match(await page.textContent("#message") ?? "", /^No writing found/);
  // They are nobody's pictures.
  await page.setInputFiles("#file", await pictureOf([zero()]));
  assert.equal(await answerOf(page), "0");
  assert.ok(await page.isHidden("#queue"));
});

pageTest("the camera shows what it sees, and its photo is read", async ({ page }) => {
  await page.click("#photograph");
  await page.waitForSelector("#shutter:enabled");
  // The pretended camera looks at a zero.
  const video = await areaOf(page, "#video");
  assert.ok(await darkShare(page, video) > 0.02);
  await page.click("#shutter");
  assert.equal(await answerOf(page), "0");
  assert.equal(await page.isVisible("#camera-view"), false);
  assert.equal(await page.evaluate("document.getElementById('video').srcObject"), null);
  const box = (await page.locator("#boxes g").first().boundingBox())!;
  assert.ok(await darkShare(page, box) > 0.05);
});

pageTest("a camera that comes after its view was closed is switched off", async ({ page }) => {
  await page.evaluate(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const page = Object.assign(globalThis, {
      streams: [] as MediaStream[],
      answers: [] as (() => void)[],
    });
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      await new Promise<void>((resolve) => page.answers.push(resolve));
      const stream = await ask(wanted);
      page.streams.push(stream);
      return stream;
    };
  });
  await page.click("#photograph");
  await page.waitForSelector("#camera-view[open]");
  await page.keyboard.press("Escape");
  await page.click("#photograph");
  await page.evaluate("answers.forEach((answer) => answer())");
  await page.waitForSelector("#shutter:enabled");
  await page.click("#close-camera");
  // A function: a string would be evaluated at each poll, which the page's policy forbids after the first.
  await page.waitForFunction(() => {
    const { streams } = globalThis as unknown as { streams: MediaStream[] };
    return streams.length === 2 && streams.every((stream) => !stream.active);
  });
});

pageTest("a camera that is kept from the page is said, with another way", async ({ page }) => {
  for (
    const [name, words] of [
      ["NotAllowedError", /^The browser keeps the camera/],
      ["NotFoundError", /^No camera can be used/],
    ] as const
  ) {
    await page.evaluate((name) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
    }, name);
    await page.click("#photograph");
    await page.waitForSelector("#other-camera:visible");
    assert.match(await page.textContent("#camera-message") ?? "", words);
    await assertInView(page, "#other-camera");
    await page.keyboard.press("Escape");
    assert.equal(await page.isVisible("#camera-view"), false);
  }
  // The pad is where it was.
  await drawOn(page, zero());
  assert.equal(await answerOf(page), "0");
});
