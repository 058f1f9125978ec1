import { clamp } from "../../../base/clamp.ts";
import type { Random } from "../../../base/random.ts";
import { areaAt, middleOf, somewhereIn } from "../../area.ts";
import { materials, plainDesk, textureOf } from "../view/desk.ts";
import type { Layer } from "../view/layer.ts";
import { layThing, type Thing, thingKinds } from "../view/things.ts";
import { blob, clouds, dull } from "./shapes.ts";

/** Nothing but noise: out of focus, or of one grain. */
export function noise(layer: Layer, random: Random): void {
  clouds(layer, random, dull(random), dull(random), 0.15 * 30 ** random.uniform());
  for (let n = random.integer(8); n > 0; n--) {
    const at = somewhereIn(layer.seen, random);
    const [across, down] = [random.uniform(0.3, 3), random.uniform(0.3, 3)];
    const [color, soft] = [dull(random), random.uniform(0.5, 3)];
    blob(layer, at, across, down, color, soft, random.uniform(0.3, 1));
  }
}

/** A wall, a floor, a cloth, a keyboard; now and then with things on it. */
export function ground(layer: Layer, random: Random): void {
  const { seen } = layer;
  const desk = plainDesk(random.pick(materials), random);
  const level = textureOf(desk);
  layer.paint(seen, (x, y, i) => layer.blend(i, 1, desk.color, level(x, y)));
  for (let n = random.integer(3); n > 0; n--) {
    const thing: Thing = {
      kind: random.pick(thingKinds),
      side: random.pick([0, 1, 2, 3]),
      gap: random.uniform(0, 1.5),
      size: random.uniform(0.25, 0.8),
      seed: random.integer(2 ** 31),
    };
    layThing(thing, areaAt(middleOf(seen), 0.5, 0.5), layer);
  }
}

/** A screen seen by a camera: the two grids beat. */
export function moire(layer: Layer, random: Random): void {
  const { view: { zoom }, out } = layer;
  clouds(layer, random, dull(random), dull(random), random.uniform(0.1, 0.5));
  for (let n = random.integer(5); n > 0; n--) {
    const at = somewhereIn(layer.seen, random);
    const [w, h] = [random.uniform(1, 4), random.uniform(0.5, 3)];
    layer.fillBox(areaAt(at, w, h), dull(random), 0.1);
  }
  const turn = random.uniform(-0.2, 0.2);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const pitch = random.uniform(1.8, 3.3) / zoom;
  const bent = random.uniform(0, 0.004);
  const depth = random.uniform(0.08, 0.3);
  layer.paint(layer.seen, (x, y, i) => {
    const u = (x * cos + y * sin) * (1 + bent * y) / pitch;
    const v = (y * cos - x * sin) * (1 + bent * x) / pitch;
    for (let c = 0; c < 3; c++) {
      const stripes = 0.6 * Math.cos(2 * Math.PI * (u + c / 3)) + 0.4 * Math.cos(2 * Math.PI * v);
      out[i + c] = clamp(out[i + c] * (1 + depth * stripes));
    }
  });
}
