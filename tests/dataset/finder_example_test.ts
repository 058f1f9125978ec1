/** What parts of a picture the finder learns from. */
import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { drawView } from "../../lib/dataset/finder/finder_example.ts";
import { DIGIT_LIKE } from "../../lib/dataset/sign_designs.ts";

Deno.test("drawView() shows no letter alone that looks like a digit", () => {
  const [width, height] = [600, 100];
  const plain = new Uint8Array(width * height);
  const mark = (sign: string, x: number) => {
    return { sign, isDigit: /\d/.test(sign), box: { x, y: 30, width: 20, height: 40 } };
  };
  const marks = [mark("o", 100), mark("T", 300), mark("4", 500)];
  const picture = {
    kind: "notes",
    width,
    height,
    grey: plain,
    ink: plain,
    owner: plain,
    marks,
  } as const;
  const alone = new Set<string>();
  for (let seed = 0; seed < 2000; seed++) {
    const { box } = drawView(picture, createRandom(seed));
    const shown = marks.filter(({ box: { x, width } }) =>
      x + width > box.x && x < box.x + box.width
    );
    // Other views are wider than this.
    if (box.width < 31 && shown.length === 1) alone.add(shown[0].sign);
  }
  assert.deepEqual([...alone].sort(), ["4", "T"]);
  assert.ok(DIGIT_LIKE.includes("o"));
});
