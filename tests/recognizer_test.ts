import assert from "node:assert/strict";
import { SETTINGS } from "../lib/finder/finder_settings.ts";
import { openFinder } from "../lib/finder/open_finder.ts";
import { drawStrokes } from "../lib/image/draw_strokes.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import type { ModelCard } from "../lib/model/card.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { createRecognizer } from "../lib/recognizer.ts";

const card = {
  classes: ["a", "b", "c"],
  input: { width: 28, height: 28, prepare: "normalize" },
  threshold: 0.5,
} as unknown as ModelCard;

const { run: finder } = await openFinder();

/** An engine that answers the same to every picture and keeps what it was given. */
function engineThatSays(...probabilities: number[]) {
  const given: { images: Float32Array; count: number }[] = [];
  return {
    given,
    predict(images: Float32Array, count: number) {
      given.push({ images, count });
      return Promise.resolve(new Float32Array(probabilities));
    },
    close: () => Promise.resolve(),
  };
}

const bar = [{ x: 60, y: 30 }, { x: 60, y: 130 }];
const picture = await encodePng(drawStrokes([bar], { width: 200, height: 160, pen: 10 }));

Deno.test("read() gives the class, its confidence, its box and all probabilities", async () => {
  const engine = engineThatSays(0.25, 0.625, 0.125);
  const { text, digits } = await createRecognizer({ engine, card, finder }).read(picture);
  assert.equal(text, "b");
  const [{ confidence, box, ...digit }] = digits;
  assert.equal(digits.length, 1);
  assert.deepEqual(digit, { digit: "b", probabilities: { a: 0.25, b: 0.625, c: 0.125 } });
  // What the classifier says, less the finder's doubt whether it is a digit.
  assert.ok(confidence > 0.4 && confidence <= 0.625, String(confidence));
  for (const [is, due] of [[box.x, 55], [box.y, 25], [box.width, 10], [box.height, 110]]) {
    assert.ok(Math.abs(is - due) <= 3, JSON.stringify(box));
  }
});

Deno.test("read() says null and its best guess where it does not trust itself", async () => {
  const engine = engineThatSays(0.25, 0.375, 0.375);
  const { text, digits: [digit] } = await createRecognizer({ engine, card, finder }).read(picture);
  assert.equal(text, "?");
  assert.equal(digit.digit, null);
  assert.equal(digit.guess, "b");
  assert.ok(digit.confidence <= 0.375);
});

Deno.test("readDetailed() tells what the network saw and how large the picture is", async () => {
  const engine = engineThatSays(1, 0, 0);
  const { inputs, frames, width, height } = await createRecognizer({ engine, card, finder })
    .readDetailed(picture);
  assert.deepEqual([width, height], [200, 160]);
  assert.equal(engine.given[0].count, 1);
  assert.deepEqual(engine.given[0].images, inputs[0].data);
  // What is inked in both is at the same place.
  const inked = [...inputs[0].data.keys()].filter((i) => inputs[0].data[i] > 0.5);
  const [frame] = frames;
  const [top, bottom] = [inked[0], inked.at(-1)!].map((i) => Math.floor(i / 28));
  for (
    const [is, due] of [
      [frame.y + top * frame.height / 28, 25],
      [frame.y + (bottom + 1) * frame.height / 28, 135],
      [frame.x + (inked[0] % 28 + 1) * frame.width / 28, 60],
    ]
  ) {
    assert.ok(Math.abs(is - due) <= 5, `${is} is not about ${due}`);
  }
});

Deno.test("read() gives boxes in pixels of a large picture, though it works on a small one", async () => {
  const large = drawStrokes([bar.map(({ x, y }) => ({ x: 10 * x, y: 10 * y }))], {
    width: 2000,
    height: 1600,
    pen: 100,
  });
  const engine = engineThatSays(1, 0, 0);
  const { digits } = await createRecognizer({ engine, card, finder }).read(await encodePng(large));
  const { x, y, width, height } = digits[0].box;
  for (const [is, due] of [[x, 550], [y, 250], [width, 100], [height, 1100]]) {
    // A pixel of what is looked at is nine of these.
    assert.ok(Math.abs(is - due) <= 27, `${is} is not about ${due}`);
  }
});

Deno.test("a box does not reach past the sides of the file's picture", async () => {
  const { read } = createRecognizer({ engine: engineThatSays(1, 0, 0), card, finder });
  // Sides of which what is worked on has no whole part.
  for (
    const [width, height] of [[2016, 1350], [1350, 2016], [1801, 1204], [150, 101]]
  ) {
    const [right, foot] = [width - 1, height - 1];
    const seven = [{ x: 0.6 * width, y: 0.4 * height }, { x: right, y: 0.4 * height }];
    const stroke = [...seven, { x: 0.8 * width, y: foot }];
    const large = drawStrokes([stroke], { width, height, pen: 0.05 * width });
    for (const { box } of (await read(await encodePng(large), { single: true })).digits) {
      assert.ok(box.x >= 0 && box.x + box.width <= width, JSON.stringify({ width, box }));
      assert.ok(box.y >= 0 && box.y + box.height <= height, JSON.stringify({ height, box }));
    }
  }
});

Deno.test("a long, narrow picture has its true height, and its digit the place where it is", async () => {
  const strip = drawStrokes([[{ x: 170, y: 7700 }, { x: 170, y: 8100 }]], {
    width: 338,
    height: 9000,
    pen: 60,
  });
  const recognizer = createRecognizer({ engine: engineThatSays(1, 0, 0), card, finder });
  const { reading, height } = await recognizer.readDetailed(await encodePng(strip));
  assert.equal(height, 9000);
  const { box } = reading.digits[0];
  for (const [is, due] of [[box.x, 140], [box.y, 7670], [box.width, 60], [box.height, 460]]) {
    assert.ok(Math.abs(is - due) <= 27, `${is} is not about ${due}: ${JSON.stringify(box)}`);
  }
});

Deno.test("a recognizer's own settings say what of a character is surely ink", async () => {
  const engine = engineThatSays(1, 0, 0);
  for (const surely of [SETTINGS.surely, 0]) {
    await createRecognizer({ engine, card, finder, settings: { ...SETTINGS, surely } })
      .read(picture);
  }
  const [usual, other] = engine.given;
  assert.notDeepEqual(other.images, usual.images);
});

Deno.test("read() takes the whole picture where the model wants it as it is", async () => {
  const plain = { ...card, input: { width: 64, height: 64, prepare: "resize" } } as ModelCard;
  const engine = engineThatSays(1, 0, 0);
  const { reading, frames } = await createRecognizer({ engine, card: plain, finder })
    .readDetailed(picture);
  const whole = { x: 0, y: 0, width: 200, height: 160 };
  assert.deepEqual([reading.digits[0].box, frames[0]], [whole, whole]);
  assert.equal(engine.given[0].images.length, 64 * 64);
});

Deno.test("a digit of few pixels is also read as it stands, and both count", async () => {
  const bar = [{ x: 6, y: 2 }, { x: 6, y: 12 }];
  const small = await encodePng(drawStrokes([bar], { width: 12, height: 14, pen: 1.5 }));
  const counts: number[] = [];
  const engine = {
    predict(_: Float32Array, count: number) {
      counts.push(count);
      return Promise.resolve(Float32Array.of(0.5, 0.5, 0, 0.9, 0.1, 0).subarray(0, 3 * count));
    },
    close: () => Promise.resolve(),
  };
  // Nothing is in doubt: there is one view of each picture.
  const settings = { ...SETTINGS, doubt: 0 };
  const trusting = { ...card, threshold: 0 };
  const recognizer = createRecognizer({ engine, card: trusting, finder, settings });
  const { digits: [{ probabilities }] } = await recognizer.read(small, { single: true });
  assert.ok(Math.abs(probabilities.a - 0.75) < 1e-3, JSON.stringify(probabilities));
  await recognizer.read(picture, { single: true });
  assert.deepEqual(counts, [2, 1]);
});

Deno.test("what else is on a picture of few pixels has no say in how its digit is read", async () => {
  const bar = [{ x: 30, y: 26 }, { x: 30, y: 40 }];
  const frame = [[2, 2], [78, 2], [78, 68], [2, 68], [2, 2]].map(([x, y]) => ({ x, y }));
  const [alone, framed] = await Promise.all(
    [[bar], [bar, frame]].map((strokes) =>
      encodePng(drawStrokes(strokes, { width: 80, height: 70, pen: 2 }))
    ),
  );
  const asItStands = async (picture: Uint8Array) => {
    // For the digit and for its pixels as they stand.
    const engine = engineThatSays(1, 0, 0, 1, 0, 0);
    await createRecognizer({ engine, card, finder }).read(picture);
    return engine.given[0].images.subarray(28 * 28);
  };
  const [digit, beside] = [await asItStands(alone), await asItStands(framed)];
  assert.equal(digit.length, 28 * 28);
  assert.deepEqual(beside, digit);
});

Deno.test("read() takes the bytes of a file as a Uint8Array, and says what it got instead", async () => {
  const { read } = createRecognizer({ engine: engineThatSays(), card, finder });
  const others = { ArrayBuffer: picture.buffer, Blob: new Blob([]), String: "a.png", Null: null };
  for (const [name, other] of Object.entries(others)) {
    await assert.rejects(read(other as unknown as Uint8Array), {
      name: "TypeError",
      message: new RegExp(`is given as a Uint8Array, .*; got ${name}`),
    });
  }
});

Deno.test("a recognizer is closed once, by hand or at the end of its scope, and reads no more", async () => {
  let outlived;
  {
    await using recognizer = await openRecognizer();
    assert.equal((await recognizer.read(picture)).text, "1");
    await recognizer.close();
    await recognizer.close();
    outlived = recognizer;
  }
  const closed = { name: "UserError", message: /is closed: open another one to read on/ };
  await assert.rejects(outlived.read(picture), closed);
  await assert.rejects(outlived.readDetailed(picture), closed);
});
