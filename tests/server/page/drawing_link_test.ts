import assert from "node:assert/strict";
import { fromFragment, toFragment } from "../../../lib/server/page/drawing_link.js";

const drawing = {
  width: 1400,
  strokes: [
    { width: 26, points: [[10.4, 20.2, 0.5], [300, 500, 0.71], [1390, 3, 0.5]] },
    { width: 8, points: [[7, 7, 0.5]] },
  ],
};

Deno.test("a drawing comes back from its fragment, its places rounded to whole units", async () => {
  const fragment = await toFragment(drawing);
  assert.match(fragment, /^#d=[\w-]+$/);
  const back = await fromFragment(fragment);
  assert.ok(back);
  assert.equal(back.width, 1400);
  assert.deepEqual(back.strokes.map(({ width }: { width: number }) => width), [26, 8]);
  assert.deepEqual(back.strokes[0].points, [[10, 20, 0.5], [300, 500, 0.71], [1390, 3, 0.5]]);
});

Deno.test("fromFragment knows its own fragments, and throws for damaged ones", async () => {
  assert.equal(await fromFragment(""), null);
  assert.equal(await fromFragment("#elsewhere"), null);
  const whole = await toFragment(drawing);
  for (const bad of ["#d=", "#d=AAAA", "#d=%", whole.slice(0, -6)]) {
    await assert.rejects(fromFragment(bad), bad);
  }
  const packed = async (json: string) => {
    const stream = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return `#d=${bytes.toBase64({ alphabet: "base64url", omitPadding: true })}`;
  };
  for (const json of ["[99,[]]", "[560,[[26,1e9,0,50]]]", "[560,[[26]]]", '[560,"x"]', "{}"]) {
    await assert.rejects(fromFragment(await packed(json)), json);
  }
  await assert.rejects(fromFragment(await packed(`[560,[[26${",1".repeat(600_000)}]]]`)), /large/);
});
