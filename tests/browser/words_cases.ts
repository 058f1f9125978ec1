/// <reference lib="dom" />
/** Languages, and links that hold a drawing. */
import assert from "node:assert/strict";
import {
  answerOf,
  areaOf,
  assertInView,
  darkShare,
  drawOn,
  one,
  pageTest,
  zero,
} from "./page_test_case.ts";
import { pictureOf } from "./picture_of.ts";

for (
  const [locale, lang, hint, certainty] of [
    ["de-AT", "de", "Hier zeichnen oder Bilder ablegen", /^.*,\d\s%.* sicher$/],
    ["fr-CA", "fr", "Dessinez ici ou déposez des images", /^Sûr à (> )?\d+,\d\s%$/],
    ["hi-IN", "hi", "यहाँ लिखिए या चित्र छोड़िए", /\d% पक्का$/],
    ["ja-JP", "en", "Draw here or drop pictures", /\d% sure$/],
  ] as const
) {
  pageTest(`a browser that speaks ${locale} is answered in ${lang}`, {
    locale,
    viewport: { width: 390, height: 664 },
  }, async ({ page }) => {
    await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
    assert.equal(await page.innerText("#hint"), hint);
    await drawOn(page, zero());
    await answerOf(page);
    assert.match(await page.textContent("#certainty") ?? "", certainty);
    // Longer words do not break the narrow page.
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
    for (const part of ["#text", "#certainty", "#choose"]) await assertInView(page, part);
  });
}

pageTest("a language that is chosen is spoken at once, and after coming back", async ({ page }) => {
  await page.setInputFiles("#file", await pictureOf([]));
  await page.waitForSelector("#result.error");
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "a hundred and one");
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
  });
  assert.match(await page.innerText("#notice"), /^That was text/);
  await page.selectOption("#language", "fr");
  await page.waitForFunction(() => document.documentElement.lang === "fr");
  assert.match(await page.textContent("#message") ?? "", /^Aucune écriture/);
  assert.match(await page.innerText("#notice"), /^C’était du texte/);
  assert.equal(await page.getAttribute("#undo", "aria-label"), "Annuler");
  assert.match(await page.title(), /écritures/);
  await page.reload();
  await page.waitForFunction(() => document.documentElement.lang === "fr");
  await page.selectOption("#language", "en");
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.equal(await page.textContent("#message"), "Nothing yet.");
});

pageTest("where a language's texts do not come, the page goes on in the one it spoke", {
  locale: "de",
}, async ({ page }) => {
  await page.waitForFunction(() => document.documentElement.lang === "de");
  await page.context().route("**/texts/*.js", (route) => {
    return route.request().url().endsWith("en.js") ? route.continue() : route.abort();
  });
  await page.reload();
  await page.waitForSelector("#games:visible");
  assert.equal(await page.inputValue("#language"), "en");
  await page.selectOption("#language", "fr");
  await page.waitForFunction(() => {
    return document.querySelector<HTMLSelectElement>("#language")!.value === "en";
  });
  await drawOn(page, zero());
  assert.equal(await answerOf(page), "0");
  assert.match(await page.innerText("#certainty"), /sure$/);
});

pageTest("what it can and cannot read is said before anything is given", async ({ page }) => {
  await assertInView(page, "#about");
  assert.match(await page.locator("#about").innerText(), /0 to 9[^]*Letters/);
  await drawOn(page, zero());
  await answerOf(page);
  assert.equal(await page.isVisible("#about"), false);
});

pageTest("a link reopens the same drawing, and holds it in its fragment alone", {
  permissions: ["clipboard-read", "clipboard-write"],
  workers: false,
}, async ({ page, url }) => {
  const sent: string[] = [];
  const pictures: Uint8Array[] = [];
  page.context().on("request", (request) => sent.push(request.url()));
  await page.context().route("**/api/predict*", (route) => {
    pictures.push(route.request().postDataBuffer()!);
    return route.continue();
  });
  await page.click("#wide");
  await drawOn(page, zero(0.3, 0.5, 0.5), one(0.7, 0.5, 0.5));
  const text = await answerOf(page);
  await page.click("#share");
  await page.waitForFunction(() => document.getElementById("copied")!.textContent);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(`${url}/#d=`) && link.length < 1000, link);

  const other = await page.context().newPage();
  await other.setViewportSize(page.viewportSize()!);
  await other.goto(link);
  assert.equal(await answerOf(other), text);
  assert.equal(await other.getAttribute("#wide", "aria-pressed"), "true");
  const pad = await areaOf(page, "#pad");
  for (const part of [0.1, 0.3, 0.5, 0.7]) {
    const area = { ...pad, x: pad.x + part * pad.width, width: 0.2 * pad.width };
    const [here, there] = [await darkShare(page, area), await darkShare(other, area)];
    assert.ok(Math.abs(here - there) < 0.002, `${here} ${there}`);
  }
  // The server saw pictures alone, alike but for the rounding of places.
  assert.ok(pictures.length >= 2);
  assert.ok(pictures.every((bytes) => bytes[1] === 0x50 && bytes.length > 500));
  assert.ok(sent.every((address) => new URL(address).pathname.length < 30));

  // Pictures that were given are in no link; a damaged link is said.
  await page.setInputFiles("#file", await pictureOf([zero()]));
  await answerOf(page);
  assert.equal(await page.isVisible("#share"), false);
  for (const bad of ["#d=AAAA", "#d=%%%", `${new URL(link).hash.slice(0, -9)}`]) {
    await page.goto(`${url}/${bad}`);
    await page.reload();
    await page.waitForSelector("#notice:not(:empty)");
    assert.match(await page.innerText("#notice"), /^This link is damaged/);
  }
  // One that is opened over a drawing leaves it and its answer.
  await drawOn(page, one());
  assert.equal(await answerOf(page), "1");
  await page.goto(`${url}/#d=AAAA`);
  await page.waitForSelector("#notice:not(:empty)");
  assert.equal(await answerOf(page), "1");

  // The address holds a drawing no longer than the pad does.
  assert.match(other.url(), /#d=/);
  await drawOn(other, one(0.9, 0.5, 0.5));
  await answerOf(other);
  assert.equal(other.url(), `${url}/`);
});

pageTest("where fingers draw, nothing is said of dropping", {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
}, async ({ page }) => {
  assert.equal(await page.innerText("#hint"), "Draw here");
});
