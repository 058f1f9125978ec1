import type { Random } from "../../base/random.ts";
import { drawStrokes, type Stroke } from "../../image/draw_strokes.ts";
import { followWithMouse } from "../follow_with_mouse.ts";
import type { PenTrajectories } from "../pendigits.ts";
import { fitStrokes, leanStrokes, mapPoints } from "../reshape_strokes.ts";
import { alphabets, writeForm } from "../stroke_designs.ts";

/** Pixels of the picture that is drawn, both ways, and of the digit's longer side. */
const SIDE = 72;
const LONGER = 44;

/**
 * A digit as some school teaches it, or as somebody wrote it, with any pen: slanted as far as copperplate is, narrow
 * or broad.
 *
 * @param people What people wrote; half of those digits that it has are drawn from it.
 * @returns Its class, `alphabets.schools.classes`' place, and `72 * 72` numbers in [0, 1], 1 is ink.
 */
export function drawPenDigit(
  random: Random,
  people?: PenTrajectories,
): { label: number; image: Float32Array } {
  const { forms } = alphabets.schools;
  const label = random.integer(forms.length);
  const written = people?.digits[label] ?? [];
  const leaning = leanStrokes(writeDigit(), {
    shear: random.chance(0.3) ? random.uniform(0.2, 0.7) : 0.12 * random.normal(),
    breadth: Math.exp(0.3 * random.normal()),
    turn: 0.07 * random.normal(),
  });
  const strokes = fitStrokes(leaning, LONGER, () => SIDE / 2);
  // From a hair to a brush that leaves a small loop open.
  const pen = 1.2 * (6 / 1.2) ** random.uniform();
  const nib = random.chance(0.35) ? random.uniform(0.3, 1.2) * Math.min(pen, 5) : 0;
  const hand = { drift: random.uniform(0, 0.8), tremor: random.uniform(0, 0.3), grid: 0.25 };
  const drawn = random.chance(0.5) ? followWithMouse(strokes, hand, random) : strokes;
  const { data } = drawStrokes(broaden(drawn, nib, random), { width: SIDE, height: SIDE, pen });
  return { label, image: data };

  function writeDigit(): readonly Stroke[] {
    if (written.length > 0 && random.chance(0.5)) return [random.pick(written)];
    return writeForm(random.pick(forms[label]), random);
  }
}

/** A broad nib, level as for copperplate to steep as for italic: strokes across it are fat, strokes along it thin. */
function broaden(strokes: readonly Stroke[], nib: number, random: Random): readonly Stroke[] {
  if (nib === 0) return strokes;
  const angle = random.uniform(-0.2, 1);
  const [dx, dy] = [nib * Math.cos(angle), -nib * Math.sin(angle)];
  return [-1, -0.5, 0, 0.5, 1].flatMap((part) =>
    mapPoints(strokes, ({ x, y }) => ({ x: x + part * dx, y: y + part * dy }))
  );
}
