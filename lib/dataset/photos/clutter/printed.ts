import type { Random } from "../../../base/random.ts";
import type { Layer } from "../view/layer.ts";
import { faces } from "../sheet/letters.ts";
import { drawBarcode, drawText } from "../sheet/text.ts";
import { anyColor } from "../color.ts";
import { capital, makeWord } from "../sheet/words.ts";
import { clouds, dull } from "./shapes.ts";
import { areaAt, somewhereIn } from "../../area.ts";

/** Boards with the backs of books, words along some. */
export function shelf(layer: Layer, random: Random): void {
  const { seen: { left, right, top, bottom } } = layer;
  clouds(layer, random, [0.1, 0.08, 0.07], dull(random), 0.4);
  const wood = dull(random);
  const high = random.uniform(1.8, 5);
  const first = top + high * random.uniform(0.3, 1);
  for (let floor = first; floor < bottom + high; floor += high + 0.3) {
    for (let x = left - random.uniform(); x < right;) {
      const wide = random.uniform(0.15, 0.7);
      const tall = high * random.uniform(0.55, 0.95);
      const book = { left: x, right: x + wide, top: floor - tall, bottom: floor };
      const color = dull(random);
      layer.fillBox(book, color, 0.03);
      const band = dull(random);
      for (const at of [0.12, 0.85]) {
        if (!random.chance(0.5)) continue;
        const y = floor - tall * (1 - at);
        layer.fillBox({ ...book, top: y, bottom: y + 0.12 }, band);
      }
      if (random.chance(0.4)) {
        const at = { x: x + 0.05, y: floor - 0.4 * tall };
        const ink = { color: [0.1, 0.1, 0.1] as const, dark: color[1] < 0.4 };
        drawText(layer, makeWord(random), at, wide * 0.4, "bold", ink);
      }
      x += wide + 0.02;
      if (random.chance(0.1)) x += random.uniform(0.2, 1);
    }
    layer.fillBox({ left, right, top: floor, bottom: floor + 0.25 }, wood);
  }
}

/** Packets and posters: coloured fields, words in all sizes, bars. */
export function goods(layer: Layer, random: Random): void {
  clouds(layer, random, dull(random), dull(random), 0.3);
  for (let n = 2 + random.integer(5); n > 0; n--) {
    const at = somewhereIn(layer.seen, random);
    const [w, h] = [random.uniform(1, 4), random.uniform(0.8, 3)];
    const box = areaAt(at, w, h);
    const bright = anyColor(random);
    layer.fillBox(box, bright, random.uniform(0, 0.3));
    const ink = { color: [random.uniform(0, 0.3), 0.1, 0.1] as const, dark: bright[1] < 0.45 };
    const face = random.pick(faces);
    for (let y = box.top + 0.3; y < box.bottom - 0.2;) {
      const size = random.uniform(0.2, 1.1);
      y += size;
      if (y > box.bottom - 0.1) break;
      drawText(layer, capital(makeWord(random)), { x: box.left + 0.2, y }, size, face, ink);
      y += 0.3 * size;
    }
    if (random.chance(0.5)) {
      const code = { left: at.x, right: at.x + 0.9 * w, top: at.y, bottom: at.y + 0.5 * h };
      const white = { ...code, left: code.left - 0.1, right: code.right + 0.1 };
      layer.fillBox(white, [0.97, 0.97, 0.97]);
      drawBarcode(layer, code, { color: [0.05, 0.05, 0.05], dark: false }, random);
    }
  }
}
