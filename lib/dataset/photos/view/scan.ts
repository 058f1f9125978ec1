import { createRandom } from "../../../base/random.ts";
import { type Area, boundsOf, eachSide, grown } from "../../area.ts";
import { widen } from "./camera.ts";
import { type Desk, flatDesk } from "./desk.ts";
import { type Layer, roundedBoxDistance } from "./layer.ts";
import { type Face, faces } from "../sheet/letters.ts";
import { drawText, textWidth } from "../sheet/text.ts";
import { type Color, greyOf } from "../color.ts";
import { byStrength, type Degradation } from "../scene.ts";
import { borderSides } from "./surroundings.ts";
import { makeText } from "../sheet/words.ts";

/** What a scanner or a copier adds. */
export interface Scan {
  /** The print of the sheet's other side, seen through it: what it leaves of white. */
  readonly bleed: { readonly color: Color; readonly face: Face; readonly size: number } | null;
  /** Streaks from top to bottom: how many, and how much they change. */
  readonly streaks: number;
  readonly depth: number;
  /** Shadows of punched holes on the left. */
  readonly holes: boolean;
  readonly seed: number;
}

/** A scanned sheet that lay askew in the scanner: black where there was none of it. */
export const scanned: Degradation = (scene, strength, random) => {
  const sides = borderSides(strength, random);
  const ends = eachSide((side) => sides.includes(side) ? random.uniform(0.35, 1.2) : Infinity);
  const black = random.uniform(0.01, 0.12);
  const level = byStrength(strength, random, [0.04, 0.07], [0.06, 0.12], [0.1, 0.18]);
  const faint: Color = [1 - level, 1 - level, 1 - level * 0.95];
  const white = random.uniform(0.88, 1);
  const scan: Scan = {
    bleed: random.chance(0.6)
      ? { color: faint, face: random.pick(faces), size: random.uniform(0.3, 0.8) }
      : null,
    streaks: random.chance(0.5) ? 1 + random.integer(4) : 0,
    depth: byStrength(strength, random, [0.03, 0.1], [0.08, 0.2], [0.15, 0.4]),
    holes: random.chance(0.35),
    seed: random.integer(2 ** 31),
  };
  const degrees = byStrength(strength, random, [0.3, 1.5], [1, 3], [2, 5]);
  const room = eachSide((side) =>
    ends[side] === Infinity ? (scan.holes ? 1.4 : 0) : ends[side] + random.uniform(0.1, 0.8)
  );
  return {
    ...scene,
    scan,
    paper: { ...scene.paper, color: greyOf(white), clouds: 0, fibres: 0 },
    desk: { ...flatDesk, material: "plain", color: greyOf(black), ends },
    camera: {
      ...widen(scene.camera, room),
      roll: degrees * Math.PI / 180 * (random.chance(0.5) ? 1 : -1),
      tilt: 0,
    },
  };
};

/** The other side's print, mirrored. */
export function layBleed({ bleed, seed }: Scan, layer: Layer): void {
  if (!bleed) return;
  const random = createRandom(seed);
  const { left, top, right, bottom } = layer.seen;
  const { color, face, size } = bleed;
  const ink = { color, dark: false };
  for (let y = top + size, n = 0; y < bottom && n < 30; y += 1.4 * size, n++) {
    let x = right - random.uniform(0, 0.5);
    for (const word of makeText(20, random)) {
      x -= size * textWidth(face, word);
      if (x < left) break;
      drawText(layer, word, { x, y }, size, face, ink, true);
      x -= 0.35 * size;
    }
  }
}

/** Streaks of dust on the glass, and the shadows of punched holes. */
export function layStreaks(scan: Scan, desk: Desk, area: Area, layer: Layer): void {
  const { streaks, depth, holes, seed } = scan;
  const random = createRandom(seed).fork("streaks");
  const { out, seen } = layer;
  for (let n = 0; n < streaks; n++) {
    const at = random.uniform(seen.left, seen.right);
    const width = random.uniform(0.006, 0.02);
    const dark = random.chance(0.6) ? 1 : -1;
    layer.paint({ ...seen, left: at - width, right: at + width }, (x, _, i) => {
      const share = depth * dark * layer.lineCoverage(width, Math.abs(x - at));
      for (let c = 0; c < 3; c++) out[i + c] = Math.min(1, out[i + c] * (1 - share));
    });
  }
  if (!holes) return;
  const radius = random.uniform(0.2, 0.35);
  const x0 = area.left - 0.45 - radius;
  const step = random.uniform(3, 5);
  const gray = random.uniform(0.1, 0.5);
  const start = random.uniform(area.top - 1.5, area.bottom + 0.5);
  for (let y0 = start - 2 * step; y0 < seen.bottom; y0 += step) {
    // Only what is punched through the sheet.
    if (roundedBoxDistance(grown(area, desk.ends), 0, x0, y0) > -2 * radius) continue;
    layer.paint(boundsOf([{ x: x0, y: y0 }], radius), (x, y, i) => {
      const away = Math.hypot(x - x0, y - y0) / radius;
      // Darker on one side, where the hole's rim shades the lid behind it.
      const share = layer.coverage((1 - away) * radius);
      const level = gray * (0.6 + 0.6 * (x - x0 + y - y0 > 0 ? 1 : 0.2));
      layer.blend(i, share, greyOf(level));
    });
  }
}
