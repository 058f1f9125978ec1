/// <reference lib="dom" />
/**
 * The picture of the page that the README shows; this makes it anew:
 * `deno test -A tests/browser/page_test.ts --filter README -- --update`
 */
import assert from "node:assert/strict";
import sharp from "sharp";
import { answerOf, drawOn, type Line, pageTest } from "./page_test_case.ts";

const FILE = new URL("../../docs/page.png", import.meta.url);

/** A five, as somebody draws it with a mouse. */
const five: Line[] = [
  [
    ...Array.from({ length: 8 }, (_, i) => [0.38 - 0.004 * i, 0.2 + 0.032 * i] as const),
    ...Array.from({ length: 26 }, (_, i) => {
      const angle = -2.35 + 4.7 * i / 25;
      return [0.47 + 0.16 * Math.cos(angle), 0.6 + 0.185 * Math.sin(angle)] as const;
    }),
  ],
  Array.from({ length: 9 }, (_, i) => [0.38 + 0.03 * i, 0.2 - 0.002 * i] as const),
];

/** Grey levels of a picture that is made so small that fonts make no difference. */
async function blurred(png: Uint8Array): Promise<Uint8Array> {
  return await sharp(png).greyscale().resize(44, 32, { fit: "fill" }).blur(1.5).raw().toBuffer();
}

pageTest("the README's picture shows the page as it is", async ({ page }) => {
  await drawOn(page, ...five);
  assert.equal(await answerOf(page), "5");
  // It came from a server at the usual place.
  await page.evaluate(() =>
    document.getElementById("api")!.textContent = "http://127.0.0.1:8000/api/predict"
  );
  const now = await sharp(await page.screenshot({ animations: "disabled" }))
    .png({ palette: true, effort: 10 }).toBuffer();
  if (Deno.args.includes("--update")) await Deno.writeFile(FILE, now);
  const [kept, seen] = await Promise.all([blurred(await Deno.readFile(FILE)), blurred(now)]);
  const difference = kept.reduce((sum, level, i) => sum + Math.abs(level - seen[i]), 0) /
    kept.length;
  assert.ok(difference < 3, `it differs by ${difference} levels: run this test with -- --update`);
});
