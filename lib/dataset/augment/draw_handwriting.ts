import type { Random } from "../../base/random.ts";
import { type Dataset, imageAt } from "../dataset.ts";
import type { Segment } from "./render.ts";

/**
 * Strokes that other countries' schools teach and MNIST's writers seldom make: a flag and a foot on the
 * one, a bar through the seven, a hook under the nine.
 *
 * Without them a network that has met strong warps takes a flagged one for a two, and a hooked nine for a
 * three.
 *
 * @returns The strokes to add to picture `index`; none for other classes or where the ink is too small.
 */
export function drawHandwriting(dataset: Dataset, index: number, random: Random): Segment[] {
  const name = dataset.classes[dataset.labels[index]];
  if (name !== "1" && name !== "7" && name !== "9") return [];
  const { width, height } = dataset;
  const image = imageAt(dataset, index);
  const rows: { y: number; middle: number }[] = [];
  for (let y = 0; y < height; y++) {
    let [left, right] = [-1, -1];
    for (let x = 0; x < width; x++) {
      if (image[y * width + x] < 128) continue;
      if (left < 0) left = x;
      right = x;
    }
    if (left >= 0) rows.push({ y, middle: name === "7" ? right - 1 : (left + right) / 2 });
  }
  if (rows.length < 8) return [];
  const tall = rows.length;
  const added: Segment[] = [];
  if (name === "1") {
    const top = rows[1];
    const angle = random.uniform(20, 65) * Math.PI / 180;
    const length = random.uniform(0.2, 0.85) * tall;
    added.push({
      x1: top.middle,
      y1: top.y,
      x2: top.middle - length * Math.sin(angle),
      y2: top.y + length * Math.cos(angle),
    });
    if (random.chance(0.4)) {
      const foot = rows[tall - 2];
      const half = random.uniform(0.12, 0.35) * tall;
      const tilt = random.uniform(-0.1, 0.1) * tall;
      added.push({
        x1: foot.middle - half,
        y1: foot.y + tilt,
        x2: foot.middle + half,
        y2: foot.y - tilt,
      });
    }
  } else if (name === "9") {
    const end = rows[tall - 1];
    const wide = random.uniform(0.2, 0.55) * tall;
    const deep = random.uniform(0, 0.15) * tall;
    const turn = random.uniform(0, 0.25) * tall;
    const path = [
      { x: end.middle, y: end.y },
      { x: end.middle - 0.35 * wide, y: end.y + deep },
      { x: end.middle - 0.8 * wide, y: end.y + 0.8 * deep },
      { x: end.middle - wide, y: end.y + 0.8 * deep - turn },
    ];
    for (let i = 0; i + 1 < path.length; i++) {
      added.push({ x1: path[i].x, y1: path[i].y, x2: path[i + 1].x, y2: path[i + 1].y });
    }
  } else {
    const row = rows[Math.floor(random.uniform(0.4, 0.65) * tall)];
    const half = random.uniform(0.12, 0.3) * tall;
    const tilt = random.uniform(-0.08, 0.08) * tall;
    added.push({
      x1: row.middle - half,
      y1: row.y + tilt,
      x2: row.middle + half,
      y2: row.y - tilt,
    });
  }
  return added;
}
