import type { Random } from "../../../base/random.ts";
import { brightness, type Color, mapColor, palette } from "../color.ts";
import { byStrength, type Degradation, type Scene, type Strength } from "../scene.ts";
import { leastLight } from "../view/light.ts";

/** What was written with. */
export interface Pen {
  /** Half the width of its line, in em. */
  readonly radius: number;
  /** What is left of the paper's colour under full ink; in dark mode, the ink's own colour. */
  readonly color: Color;
  /** How much of the paper full ink covers, in [0, 1]. */
  readonly opacity: number;
  /** How much of the ink the paper's grain keeps off, in [0, 1]: graphite lies on the fibres only. */
  readonly grain: number;
}

/** Ball pens, felt pens and inks that are no black: what they leave of white. */
const inks = palette("8,16,62 12,28,75 78,10,12 62,6,16 5,42,22 42,12,55 45,26,10");
/** Inks that stand out less. */
const paleInks = palette("25,50,88 95,38,50 95,45,10 20,66,40 62,42,85 15,62,70");

/** Bounds of half the width of a line, in em: ball pens, felt pens, the bold ones of MNIST. */
const radii = [[0.022, 0.035], [0.035, 0.055], [0.055, 0.075]] as const;

/** Half the width of some pen's line, in em. */
export function drawRadius(random: Random): number {
  return random.uniform(...random.pick(radii));
}

/** Another pen beside the first one; light ink on a dark ground keeps its colour. */
export function drawOtherPen(pen: Pen, isDark: boolean, random: Random): Pen {
  const color = isDark || random.chance(0.3)
    ? pen.color
    : random.pick([...inks, ...inks, ...paleInks]);
  return { radius: drawRadius(random), color, opacity: 1, grain: 0 };
}

/** A pen of another colour than black: the stronger, the paler. */
export const colouredPen: Degradation = (scene, strength, random) => {
  const pale = { mild: 0, medium: 0.35, strong: 1 }[strength];
  const color = random.pick(random.chance(pale) ? paleInks : inks);
  return { ...scene, pen: { ...scene.pen, color } };
};

/** A hard or lightly held pencil. */
export const faintPencil: Degradation = (scene, strength, random) => {
  const grey = random.uniform(0.28, 0.4);
  const pen = {
    radius: random.uniform(0.022, 0.04),
    color: [grey, grey, grey + 0.02] as const,
    opacity: byStrength(strength, random, [0.7, 0.85], [0.45, 0.62], [0.28, 0.4]),
    grain: byStrength(strength, random, [0.1, 0.25], [0.2, 0.4], [0.25, 0.5]),
  };
  return { ...scene, pen };
};

/** A felt marker: the stronger, the broader. */
export const thickMarker: Degradation = (scene, strength, random) => {
  const radius = byStrength(strength, random, [0.07, 0.085], [0.085, 0.1], [0.1, 0.118]);
  return { ...scene, pen: { ...scene.pen, radius, grain: 0 } };
};

/** The colour of full ink on the sheet. */
export function inkColor({ paper, pen }: Pick<Scene, "paper" | "pen">): Color {
  if (paper.dark) return pen.color;
  return mapColor(paper.color, (level, channel) => level * pen.color[channel]);
}

/** The least difference of brightness between ink and paper, in [0, 1], that people surely read. */
const least: Readonly<Record<Strength, number>> = { mild: 0.3, medium: 0.17, strong: 0.09 };
/** Ink has to stand out from the noise by this many of its deviations. */
const OVER_NOISE = 1.3;

/** A bolder ink where degradations together would leave nothing to read: nobody photographs what cannot be seen. */
export function keepLegible(scene: Scene, strength: Strength): Scene {
  const { pen, paper, optics, light, sensor } = scene;
  const width = 2 * pen.radius;
  const spread = Math.hypot(optics.focus, optics.motion / 3.5);
  const left = leastLight(light) * width / (width + 2.2 * spread) * pen.opacity *
    (1 - pen.grain / 2);
  const seen = left * Math.abs(brightness(inkColor(scene)) - brightness(paper.color));
  const wanted = Math.max(least[strength], OVER_NOISE * sensor.noise);
  if (seen >= wanted) return scene;
  const short = wanted / Math.max(seen, 1e-3);
  const opacity = Math.min(1, pen.opacity * short);
  const rest = 1 - Math.min(1, opacity / pen.opacity / short);
  const end = paper.dark ? 1 : 0;
  const color = mapColor(pen.color, (level) => level + rest * (end - level));
  return { ...scene, pen: { ...pen, opacity, color } };
}
