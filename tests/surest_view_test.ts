import assert from "node:assert/strict";
import { SETTINGS } from "../lib/finder/finder_settings.ts";
import type { View, ViewOptions } from "../lib/read_view.ts";
import { surestView } from "../lib/surest_view.ts";

const picture = { width: 200, height: 100, data: new Float32Array(20_000) };
const whole = { x: 0, y: 0, width: 200, height: 100 };

/** A view of characters with these confidences, each 10 pixels wide and 20 high, from (50, 40) on. */
function viewOf(...confidences: number[]): View {
  const row = confidences.map((confidence, n) => (
    { confidence, mark: { box: { x: 50 + 15 * n, y: 40, width: 10, height: 20 } } }
  ));
  return {
    found: { part: whole, seen: picture },
    rows: row.length > 0 ? [row] : [],
  } as unknown as View;
}

/** Gives these views one after the other; returns which was taken, and how each was asked for. */
async function take(views: readonly View[], { single = false } = {}) {
  const asked: ViewOptions[] = [];
  const taken = await surestView(picture, (options) => {
    asked.push(options);
    return Promise.resolve(views[asked.length - 1]);
  }, { settings: SETTINGS, threshold: 0.5, single });
  return { taken: views.indexOf(taken), asked };
}

Deno.test("surestView() views once what is sure, or shows nothing", async () => {
  for (const view of [viewOf(0.9, 0.8), viewOf()]) {
    const { taken, asked } = await take([view]);
    assert.deepEqual([taken, asked.length], [0, 1]);
  }
});

Deno.test("surestView() views what is in doubt in other pixels, and takes the surer view", async () => {
  const surer = await take([viewOf(0.6), viewOf(0.9)]);
  assert.deepEqual([surer.taken, surer.asked.length], [1, 2]);
  assert.ok(surer.asked[1].settings.firstLook < SETTINGS.firstLook);
  const hardly = await take([viewOf(0.6), viewOf(0.62)]);
  assert.deepEqual([hardly.taken, hardly.asked.length], [0, 2]);
});

Deno.test("surestView() views what is not trusted from farther off, then by itself", async () => {
  const { taken, asked } = await take([viewOf(0.1, 0.9), viewOf(0.9, 0.7), viewOf(0.9, 0.9)]);
  assert.deepEqual([taken, asked.length], [2, 3]);
  assert.equal(asked[1].settings.firstLook, SETTINGS.farther * SETTINGS.firstLook);
  // The boxes reach from 50 to 75 and from 40 to 60, and the margin is a pixel.
  assert.deepEqual(asked[2].within, { x: 49, y: 39, width: 27, height: 22 });
  const farther = await take([viewOf(0.1), viewOf(0.9)]);
  assert.deepEqual([farther.taken, farther.asked.length], [1, 2]);
});

Deno.test("surestView() stays with what is not trusted where no other view is sure", async () => {
  const { taken, asked } = await take([viewOf(0.1), viewOf(0.9, 0.7), viewOf()]);
  assert.deepEqual([taken, asked.length], [0, 3]);
});

Deno.test("surestView() takes no view of several characters for a single one", async () => {
  const { taken } = await take([viewOf(0.1), viewOf(0.9, 0.9), viewOf(0.85)], { single: true });
  assert.equal(taken, 2);
});
