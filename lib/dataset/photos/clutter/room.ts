import type { Random } from "../../../base/random.ts";
import { around, fillBox, type Layer } from "../view/layer.ts";
import { layThing } from "../view/things.ts";
import { blob, boxAt, clouds, drawThing, dull, somewhere } from "./shapes.ts";

/** Walls, a window, furniture with straight edges, a lamp. */
export function room(layer: Layer, random: Random): void {
  const { seen: { left, right, top, bottom } } = layer;
  clouds(layer, random, dull(random), dull(random), random.uniform(0.1, 0.6));
  for (let n = 4 + random.integer(10); n > 0; n--) {
    const at = somewhere(layer, random);
    const [w, h] = [random.uniform(0.4, 4), random.uniform(0.4, 4)];
    const box = boxAt(at, w, h);
    if (random.chance(0.6)) fillBox(layer, box, dull(random), random.chance(0.3) ? 0.3 : 0);
    else blob(layer, at, w / 2, h / 2, dull(random), random.uniform(0, 0.6));
  }
  if (random.chance(0.5)) {
    // A window with its bars.
    const at = somewhere(layer, random);
    const [w, h, bar] = [random.uniform(1, 3), random.uniform(1, 3), random.uniform(0.06, 0.2)];
    const box = boxAt(at, w, h);
    const wood = dull(random);
    fillBox(layer, box, [0.85, 0.92, 1], 0, 0.9);
    for (const x of [box.left, at.x, box.right]) {
      fillBox(layer, { ...box, left: x - bar, right: x + bar }, wood);
    }
    for (const y of [box.top, at.y, box.bottom]) {
      fillBox(layer, { ...box, top: y - bar, bottom: y + bar }, wood);
    }
  }
  if (random.chance(0.5)) {
    const y = random.uniform((top + bottom) / 2, bottom);
    fillBox(layer, { left, right, top: y, bottom: bottom + 1 }, dull(random));
  }
  if (random.chance(0.4)) {
    const thing = drawThing(["hand", "pen", "cup", "phone"], () => 0, 0.2, random);
    layThing(thing, around([somewhere(layer, random)], 0.2), layer);
  }
}
