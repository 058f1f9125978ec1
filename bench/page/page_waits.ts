/// <reference lib="dom" />
/** How long people wait for what the page does besides reading drawings. */
import { Buffer } from "node:buffer";
import type { Browser, Page } from "playwright-core";
import { createRandom } from "../../lib/base/random.ts";
import { zipExamples } from "../../lib/browser/examples_zip.ts";
import { pictureAt } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { drawPenSet, type PenSetOptions } from "../../lib/dataset/pen.ts";
import { drawPicture } from "../../lib/dataset/pictures.ts";
import { encodeJpeg } from "../../lib/image/encode_jpeg.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import { padDrawings } from "./pad_drawings.ts";

/** What is waited for, and the milliseconds that it took each time. */
export type Wait = readonly [what: string, times: readonly number[]];

/** Photographs that are given one by one. */
const PHOTOS = 20;
/** Their longer side in pixels. */
const LONGEST = 1600;
/** Those of them that are given together. */
const TOGETHER = 10;
/** How often the rest is done where it is quick. */
const OFTEN = 10;
/** How often where it takes long, or a browser that never saw the page. */
const ANEW = 3;

/** What the page looks like when an answer is shown. */
const ANSWER = "#result:not([aria-busy]) #text:not([hidden])";

/** Measures them all, in a browser with a pretended camera. */
export async function timeWaits(browser: Browser, url: string): Promise<Wait[]> {
  await using visit = await openAt(browser, url);
  return [
    ...await timePictures(visit.page),
    ...await timeViews(visit.page),
    ...await timeLinks(visit.page, url),
    ...await timeFirsts(browser, url),
    ...await timeTeaching(browser, url),
  ];
}

/** Opens a window of a browser that never saw the page; `ready` are the milliseconds until it can read on the device. */
export async function openAt(browser: Browser, url: string) {
  const viewport = { width: 1100, height: 800 };
  const context = await browser.newContext({ viewport, locale: "en" });
  const page = await context.newPage();
  await page.goto(url);
  const ready = await page.evaluate(async () => {
    await (await import(String("/read_here.js"))).openReader();
    return performance.now();
  });
  return { page, ready, [Symbol.asyncDispose]: () => context.close() };
}

/** Milliseconds from an event of this type, which `act` brings about, until the page shows what a selector finds. */
async function timed(
  page: Page,
  type: string,
  selector: string,
  act: () => Promise<unknown>,
): Promise<number> {
  const time = page.evaluate(([type, selector]) =>
    new Promise<number>((resolve) => {
      let begun = Infinity;
      addEventListener(type, (event) => begun = event.timeStamp, { capture: true, once: true });
      const observer = new MutationObserver(() => {
        if (begun === Infinity || !document.querySelector(selector)) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - begun));
      });
      const all = { subtree: true, childList: true, attributes: true, characterData: true };
      observer.observe(document, all);
    }), [type, selector]);
  await act();
  return await time;
}

/** What each of so many measurements gave. */
export async function repeat(
  times: number,
  measure: (i: number) => Promise<number>,
): Promise<number[]> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) taken.push(await measure(i));
  return taken;
}

/** Photographs of numbers. */
async function photographs() {
  const digits = await loadMnist("test");
  const files = [];
  for (let i = 0; i < PHOTOS; i++) {
    const random = createRandom(1).fork(`photograph ${i}`);
    const how = { kind: "number", strength: "mild", longest: LONGEST } as const;
    const { picture } = drawPicture({ ...how, digits, random });
    const buffer = Buffer.from(await encodeJpeg(picture, 90));
    files.push({ name: `${i}.jpg`, mimeType: "image/jpeg", buffer });
  }
  return files;
}

async function timePictures(page: Page): Promise<Wait[]> {
  const files = await photographs();
  const give = (some: typeof files) => page.setInputFiles("#file", some);
  const answered = `${ANSWER}, #result.error`;
  const isRead = "#queue-list:not(:has(.open:not(.failed) strong + small:empty))";
  return [
    [
      `a photograph of ${LONGEST} pixels, to its answer by the server`,
      await repeat(PHOTOS, (i) => timed(page, "change", answered, () => give([files[i]]))),
    ],
    [
      `${TOGETHER} such photographs together, to the last answer`,
      await repeat(ANEW, async () => {
        await page.click("#remove-all");
        return await timed(page, "change", isRead, () => give(files.slice(0, TOGETHER)));
      }),
    ],
  ];
}

async function timeViews(page: Page): Promise<Wait[]> {
  const languages = ["de", "es", "fr", "hi", "en"];
  const camera = await repeat(OFTEN, async () => {
    const time = await timed(page, "click", "#shutter:enabled", () => page.click("#photograph"));
    await page.click("#close-camera");
    return time;
  });
  const [drawing] = padDrawings(1, 4);
  await page.goto(await linkTo(page, drawing));
  await page.reload();
  await page.waitForSelector(ANSWER);
  const steps = await repeat(OFTEN, async () => {
    const toggle = () => page.click("#steps > summary");
    const time = await timed(page, "click", "#steps-list .bars", toggle);
    await toggle();
    // What was seen is forgotten with the language it was told in.
    await speak("de");
    await speak("en");
    return time;
  });
  const spoken = await repeat(OFTEN, (i) => speak(languages[i % languages.length]));
  return [
    ["opening the camera, to its shutter", camera],
    ["opening “How it works”, to the last of its pictures", steps],
    ["choosing a language, until it is spoken", spoken],
  ];

  function speak(language: string): Promise<number> {
    const isSpoken = `html[lang=${language}]`;
    return timed(page, "change", isSpoken, () => page.selectOption("#language", language));
  }
}

async function linkTo(page: Page, drawing: unknown): Promise<string> {
  const fragment = await page.evaluate(
    async (drawing) => (await import(String("/drawing_link.js"))).toFragment(drawing),
    drawing,
  );
  return new URL(fragment, page.url()).href;
}

/** A link is opened in a new window, by people who have been there before. */
async function timeLinks(page: Page, url: string): Promise<Wait[]> {
  const drawings = padDrawings(OFTEN, 5);
  const times = await repeat(OFTEN, async (i) => {
    const link = await linkTo(page, drawings[i]);
    const window = await page.context().newPage();
    await window.addInitScript((selector) => {
      const shown = new Promise((resolve) => {
        new MutationObserver((_, observer) => {
          if (!document.querySelector(selector)) return;
          observer.disconnect();
          resolve(performance.now());
        }).observe(document, { subtree: true, childList: true, attributes: true });
      });
      Object.assign(globalThis, { shown });
    }, `${ANSWER}, #result.error`);
    await window.goto(new URL(new URL(link).hash, url).href);
    const time = await window.evaluate(() => (globalThis as unknown as { shown: number }).shown);
    await window.close();
    return time;
  });
  return [["opening a link to a drawing, to its answer", times]];
}

/** Games are loaded when someone plays for the first time. */
async function timeFirsts(browser: Browser, url: string): Promise<Wait[]> {
  const times = await repeat(ANEW, async () => {
    await using visit = await openAt(browser, url);
    const game = () => visit.page.click("#games button");
    return await timed(visit.page, "click", "#game button[value=start]", game);
  });
  return [["opening a game for the first time, to its first picture", times]];
}

/** Opens the panel, waits until its worker is ready, and gives lessons by its button. */
async function timeTeaching(browser: Browser, url: string): Promise<Wait[]> {
  const [shown, ready, twenty, fifty]: number[][] = [[], [], [], []];
  for (let i = 0; i < ANEW; i++) {
    await using visit = await openAt(browser, url);
    const { page } = visit;
    const before = performance.now();
    const open = () => page.click("#teach > summary");
    shown.push(await timed(page, "click", "#teach .teaching", open));
    await page.evaluate(async () =>
      (await import(String("/teach/ask_teacher.js"))).askTeacher({ kind: "open" })
    );
    ready.push(performance.now() - before);
    for (const [perClass, times] of [[2, twenty], [5, fifty]] as const) {
      const archive = await handArchive({ seed: 28, perClass });
      await page.setInputFiles("#teach input[type=file]", archive);
      await page.getByText(`Added: ${10 * perClass}.`).waitFor();
      const teach = page.getByRole("button", { name: "Teach", exact: true });
      const table = "#teach div:not([hidden]) > div > .lesson";
      times.push(await timed(page, "click", table, () => teach.click()));
      await page.locator("#teach").getByRole("button", { name: "Remove all" }).click();
    }
  }
  return [
    ["opening “Teach it” for the first time, until one can draw", shown],
    ["the same, until a lesson could begin", ready],
    ["a lesson of 20 examples, to its table", twenty],
    ["a lesson of 50 examples, to its table", fifty],
  ];
}

/** An archive of drawings of a hand, the first ten classes of its alphabet, as the page's teaching is given it. */
export async function handArchive(options: PenSetOptions) {
  const drawn = await drawPenSet(options);
  const files = [];
  for (const [i, label] of drawn.labels.entries()) {
    if (label >= 10) continue;
    const bytes = new Uint8Array(await encodePng(pictureAt(drawn, i)));
    files.push({ name: drawn.classes[label], bytes });
  }
  return { name: "hand.zip", mimeType: "application/zip", buffer: Buffer.from(zipExamples(files)) };
}
