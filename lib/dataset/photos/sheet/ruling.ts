import type { Random } from "../../../base/random.ts";
import type { Layer } from "../view/layer.ts";
import { type Color, palette, printed } from "../color.ts";
import { byStrength, type Degradation, type Strength } from "../scene.ts";

/** Lines that the paper was printed with. */
export interface Ruling {
  /** From one line to the next, in em. */
  readonly pitch: number;
  /** Lines across, squares, dots where squares would have corners, or squares of ten by ten finer ones. */
  readonly kind: "lines" | "squares" | "dots" | "millimetres";
  /** Where the lines lie below the foot of the writing, in em. */
  readonly drop: number;
  /** Half a line's width, in em. */
  readonly radius: number;
  /** What is left of the paper's colour under a line. */
  readonly color: Color;
}

/** What blue, grey, green and brown lines keep of white when they are printed in full. */
const inks = palette("35,55,85 45,45,50 45,70,75 75,55,45");

function rule(strength: Strength, random: Random): Pick<Ruling, "radius" | "color"> {
  const print = byStrength(strength, random, [0.15, 0.3], [0.35, 0.6], [0.65, 1]);
  const ink = random.pick(inks);
  return { radius: random.uniform(0.006, 0.02), color: printed(ink, print) };
}

const ruled =
  (draw: (strength: Strength, random: Random) => Ruling): Degradation =>
  (scene, strength, random) => ({ ...scene, ruling: draw(strength, random) });

/** Lined paper; most people write on the line, some hastily across it. */
export const ruledPaper = ruled((strength, random) => {
  const careless = byStrength(strength, random, [0, 0.05], [0, 0.15], [0, 0.5]);
  return {
    ...rule(strength, random),
    pitch: random.uniform(1.15, 1.9),
    kind: "lines",
    drop: random.uniform(-careless, 0.1),
  };
});

/** Squared paper, a digit to a square or to two. */
export const squaredPaper = ruled((strength, random) => ({
  ...rule(strength, random),
  pitch: random.pick([random.uniform(0.42, 0.6), random.uniform(0.8, 1.3)]),
  kind: "squares",
  drop: random.uniform(-0.2, 0.1),
}));

/** Dotted paper, as in bullet journals. */
export const dottedPaper = ruled((strength, random) => ({
  ...rule(strength, random),
  // Dots are fatter than lines.
  radius: random.uniform(0.018, 0.045),
  pitch: random.pick([random.uniform(0.42, 0.6), random.uniform(0.7, 1.2)]),
  kind: "dots",
  drop: random.uniform(-0.2, 0.2),
}));

/** Millimetre paper: orange, green, blue or red. */
export const millimetrePaper = ruled((strength, random) => {
  const print = byStrength(strength, random, [0.2, 0.4], [0.35, 0.6], [0.5, 0.8]);
  const ink = random.pick(palette("95,55,30 40,75,50 45,60,90 90,50,50"));
  return {
    radius: random.uniform(0.01, 0.016),
    color: printed(ink, print),
    pitch: random.uniform(0.7, 2),
    kind: "millimetres",
    drop: random.uniform(-0.5, 0.5),
  };
});

/** Radius and print of the fine lines of millimetre paper, as shares of the bold ones'. */
const [FINER, PALER] = [0.5, 0.45];

/** How much of a pixel the lines cover, `y` below the foot of the writing. */
export function rulingCoverage(ruling: Ruling, x: number, y: number, layer: Layer): number {
  const { pitch, kind, drop, radius } = ruling;
  const v = (y - drop) / pitch;
  const down = Math.abs(v - Math.round(v));
  if (kind === "lines") return layer.lineCoverage(radius, down * pitch);
  const u = x / pitch;
  const across = Math.abs(u - Math.round(u));
  if (kind === "dots") return layer.lineCoverage(radius, Math.hypot(across, down) * pitch);
  const share = layer.lineCoverage(radius, Math.min(down, across) * pitch);
  if (kind === "squares" || share === 1) return share;
  const [row, column] = [10 * v, 10 * u];
  const fine = Math.min(Math.abs(row - Math.round(row)), Math.abs(column - Math.round(column)));
  return Math.max(share, PALER * layer.lineCoverage(FINER * radius, fine * pitch / 10));
}
