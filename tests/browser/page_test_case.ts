/** What the tests of the page share: one browser, one recognizer, and what to look at. */
import assert from "node:assert/strict";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import sharp from "sharp";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import { openRecognizer } from "../../lib/open_recognizer.ts";
import { createApp } from "../../lib/server/app.ts";
import { createReader } from "../../lib/server/create_reader.ts";

const EXECUTABLE = "/usr/bin/chromium";
const present = await Deno.stat(EXECUTABLE).then(() => true, () => false);
if (!present) {
  console.log("browser tests are skipped: apt-get install -y --no-install-recommends chromium");
}

let browser: Browser;
/** The window of tests that ask for nothing special. */
let shared: Session;
/** What the pretended camera sees. */
let film: string;
let recognizer: Awaited<ReturnType<typeof openRecognizer>>;

if (present) {
  Deno.test.beforeAll(async () => {
    recognizer = await openRecognizer({ model: "models/digits" });
    film = await Deno.makeTempFile({ suffix: ".y4m" });
    await Deno.writeFile(film, filmOf(zero()));
    browser = await chromium.launch({
      executablePath: EXECUTABLE,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
    shared = await openSession({});
  });
  Deno.test.afterAll(async () => {
    await browser.close();
    await recognizer.close();
    await Deno.remove(film);
  });
}

/** A film of one picture, as an uncompressed YUV4MPEG2 file. */
function filmOf(line: Line): Uint8Array<ArrayBuffer> {
  const [width, height] = [320, 240];
  const stroke = line.map(([x, y]) => ({ x: x * height, y: y * height }));
  const { data } = drawStrokes([stroke], { width, height, pen: 14 });
  const head = new TextEncoder().encode(
    `YUV4MPEG2 W${width} H${height} F10:1 Ip C420jpeg\nFRAME\n`,
  );
  const film = new Uint8Array(head.length + width * height * 3 / 2).fill(128);
  film.set(head);
  film.set(data.map((ink) => 235 - 215 * ink), head.length);
  return film;
}

/** What a test wants of its window. */
export interface WindowOptions extends BrowserContextOptions {
  /** Whether drawings can be read on the device, as in most browsers; else the server reads them. */
  readonly workers?: boolean;
}

/** A browser's window, and what went wrong in it unseen. */
interface Session {
  readonly page: Page;
  readonly troubles: string[];
}

async function openSession({ workers = true, ...options }: WindowOptions): Promise<Session> {
  const context = await browser.newContext({
    viewport: desktop,
    locale: "en",
    // What was kept would be given where a test has the server say something else.
    serviceWorkers: "block",
    ...options,
  });
  if (!workers) await context.addInitScript("delete globalThis.Worker");
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => {
    // A refused picture is an HTTP error, which browsers log by themselves.
    const isRefusal = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isRefusal) troubles.push(message.text());
  });
  return { page, troubles };
}

/** What a test of the page is given. */
export interface Opened {
  readonly page: Page;
  /** Where its server listens. */
  readonly url: string;
  /** Stops the server, and starts it again at the same place. */
  readonly stopServer: () => Promise<void>;
  readonly startServer: () => void;
}

type Use = (opened: Opened) => Promise<void>;

/**
 * A test that opens the page in a browser; nothing may go wrong on it unseen.
 *
 * @param how options of the window, if any, and the test; tests without options share a window, which is quicker
 */
export function pageTest(name: string, ...how: [Use] | [WindowOptions, Use]): void {
  const isPlain = how.length === 1;
  const [options, use] = isPlain ? [{}, how[0]] : how;
  Deno.test({
    name,
    ignore: !present,
    async fn() {
      const app = createApp({ reader: createReader(recognizer), card: recognizer.card });
      const listen = (port: number) =>
        Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, app.fetch);
      let server = listen(0);
      const { port } = server.addr;
      const url = `http://127.0.0.1:${port}`;
      const { page, troubles } = isPlain ? shared : await openSession(options);
      try {
        troubles.length = 0;
        await page.goto(url);
        await use({
          page,
          url,
          stopServer: () => server.shutdown(),
          startServer: () => void (server = listen(port)),
        });
        assert.deepEqual(troubles, []);
      } finally {
        await page.unrouteAll({ behavior: "ignoreErrors" });
        await (isPlain ? page.goto("about:blank") : page.context().close());
        await server.shutdown();
      }
    },
  });
}

export const desktop = { width: 1100, height: 800 };

/** Part of a window, in CSS pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where an element is. */
export async function areaOf(page: Page, selector: string): Promise<Area> {
  const area = await page.locator(selector).first().boundingBox();
  assert.ok(area, `${selector} is nowhere`);
  return area;
}

/** The grey levels (255 is white) that people see in a part of the window. */
export async function seen(page: Page, area: Area): Promise<Uint8Array> {
  // Whole pixels: parts of them would be mixed with what is beside them.
  const [x, y] = [Math.round(area.x), Math.round(area.y)];
  const clip = { x, y, width: Math.round(area.width), height: Math.round(area.height) };
  const { data } = await sharp(await page.screenshot({ clip, animations: "disabled" }))
    .greyscale().raw().toBuffer({ resolveWithObject: true });
  return data;
}

/** The share of a part of the window that is darker than this. */
export async function darkShare(page: Page, clip: Area, below = 60): Promise<number> {
  const levels = await seen(page, clip);
  return levels.filter((level) => level < below).length / levels.length;
}

/** Asserts that an element lies in the window, whole, with nothing over its middle. */
export async function assertInView(page: Page, selector: string): Promise<void> {
  const { x, y, width, height } = await areaOf(page, selector);
  const window = page.viewportSize()!;
  assert.ok(
    x >= 0 && y >= 0 && x + width <= window.width + 0.5 && y + height <= window.height + 0.5,
    `${selector} at ${[x, y, width, height]} leaves ${[window.width, window.height]}`,
  );
  const isOnTop = await page.locator(selector).first().evaluate((element, [x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top !== null && (element.contains(top) || top.contains(element));
  }, [x + width / 2, y + height / 2]);
  assert.ok(isOnTop, `something covers ${selector}`);
}

/** A digit's line in a square of side 1. */
export type Line = readonly (readonly [number, number])[];

/** Draws on the pad with the mouse; places are shares of its width and height. */
export function drawOn(page: Page, ...lines: Line[]): Promise<void> {
  return drawOnPad(page, "#pad", lines);
}

/** The same on another pad. */
export async function drawOnPad(
  page: Page,
  selector: string,
  lines: readonly Line[],
): Promise<void> {
  await page.locator(selector).scrollIntoViewIfNeeded();
  const pad = await areaOf(page, selector);
  for (const line of lines) {
    const to = ([x, y]: readonly [number, number]) =>
      [pad.x + x * pad.width, pad.y + y * pad.height] as const;
    await page.mouse.move(...to(line[0]));
    await page.mouse.down();
    for (const point of line.slice(1)) await page.mouse.move(...to(point));
    await page.mouse.up();
  }
}

/** A zero round this point. */
export const zero = (x = 0.5, y = 0.5, height = 0.6): Line =>
  Array.from({ length: 15 }, (_, i) => [
    x + 0.31 * height * Math.sin(i * Math.PI / 7),
    y - 0.5 * height * Math.cos(i * Math.PI / 7),
  ]);

/** A one round this point: a flag and a bar. */
export const one = (x = 0.5, y = 0.5, height = 0.6): Line => [
  [x - 0.2 * height, y - 0.25 * height],
  ...Array.from({ length: 5 }, (_, i) => [x, y + (i / 4 - 0.5) * height] as const),
];

/** Waits for an answer, and gives its text. */
export async function answerOf(page: Page): Promise<string> {
  await page.waitForSelector("#result:not([aria-busy]) #text:visible");
  return await page.locator("#text").innerText();
}
