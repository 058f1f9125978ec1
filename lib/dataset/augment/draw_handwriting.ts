import type { Random } from "../../base/random.ts";
import type { Stroke } from "../../image/draw_strokes.ts";
import { type Dataset, imageAt } from "../dataset.ts";

/**
 * Strokes to add to picture `index` that MNIST's writers seldom make: a flag and a foot on a one, a bar through a
 * seven, a hook under a nine; none for other classes or where the ink is too small.
 *
 * Without them a network that has met strong warps takes a flagged one for a two, and a hooked nine for a three.
 */
export function drawHandwriting(dataset: Dataset, index: number, random: Random): Stroke[] {
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
  /** A line through a place, `half` as long either way, that rises by `tilt` either way. */
  const across = ({ middle, y }: typeof rows[number], half: number, tilt: number) => [
    { x: middle - half, y: y + tilt },
    { x: middle + half, y: y - tilt },
  ];
  if (name === "7") {
    const row = rows[Math.floor(random.uniform(0.4, 0.65) * tall)];
    return [across(row, random.uniform(0.12, 0.3) * tall, random.uniform(-0.08, 0.08) * tall)];
  }
  if (name === "9") {
    const { middle, y } = rows[tall - 1];
    const wide = random.uniform(0.2, 0.55) * tall;
    const deep = random.uniform(0, 0.15) * tall;
    const turn = random.uniform(0, 0.25) * tall;
    return [[
      { x: middle, y },
      { x: middle - 0.35 * wide, y: y + deep },
      { x: middle - 0.8 * wide, y: y + 0.8 * deep },
      { x: middle - wide, y: y + 0.8 * deep - turn },
    ]];
  }
  const { middle, y } = rows[1];
  const angle = random.uniform(20, 65) * Math.PI / 180;
  const length = random.uniform(0.2, 0.85) * tall;
  const tip = { x: middle - length * Math.sin(angle), y: y + length * Math.cos(angle) };
  const flag = [{ x: middle, y }, tip];
  if (!random.chance(0.4)) return [flag];
  const half = random.uniform(0.12, 0.35) * tall;
  return [flag, across(rows[tall - 2], half, random.uniform(-0.1, 0.1) * tall)];
}
