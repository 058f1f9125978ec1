import assert from "node:assert/strict";
import { UserError } from "../../lib/base/errors.ts";
import { decode } from "../../lib/image/decode.ts";
import { inkBox } from "../../lib/image/ink_box.ts";
import { linkedDrawing, ownPicture } from "../../lib/server/own_picture.ts";
import { toFragment } from "../../lib/server/page/drawing_link.js";

const one = { width: 560, strokes: [{ width: 40, points: [[280, 100, 0.5], [280, 460, 0.5]] }] };
const link = `http://127.0.0.1:8000/${await toFragment(one)}`;

Deno.test("linkedDrawing() draws what the page's link holds, where it was drawn", async () => {
  const image = await linkedDrawing(link);
  assert.deepEqual([image.width, image.height], [560, 560]);
  assert.deepEqual(inkBox(image, 0.6), { x: 260, y: 80, width: 40, height: 400 });
});

Deno.test("linkedDrawing() says what is wrong with a link", async () => {
  for (const wrong of [link.slice(0, -20), "http://127.0.0.1:8000/", "seven.png"]) {
    await assert.rejects(
      linkedDrawing(wrong),
      (error: Error) => error instanceof UserError && error.message.includes(wrong),
    );
  }
});

Deno.test("ownPicture() gives a link's drawing as a file, and a file as it is", async () => {
  const { width, data } = await decode(await ownPicture(link));
  assert.ok(width === 560 && data[280 * 560 + 280] > 0.99 && data[0] === 0);
  assert.deepEqual(await ownPicture("docs/page.png"), await Deno.readFile("docs/page.png"));
});
