import { OFFSET_UNIT, SIZE_UNIT } from "../../finder/look.ts";
import { EXAMPLE_SIDE, type FinderExample } from "./finder_example.ts";

/** Places along a side of the network's two outputs. */
const FINE = EXAMPLE_SIDE / 2;
const COARSE = EXAMPLE_SIDE / 4;

/** Numbers for a place of each: see {@linkcode FinderTargets}. */
export const FINE_CHANNELS = 7;
export const COARSE_CHANNELS = 4;

/** What the network is to say of a batch of examples, and how much each number counts. */
export interface FinderTargets {
  /** `[batch, FINE, FINE, 7]`: ink of four pixels, two offsets, and how much the offsets count. */
  readonly fine: Float32Array;
  /** `[batch, COARSE, COARSE, 4]`: middles of digits and of other signs, longer side, and how much that counts. */
  readonly coarse: Float32Array;
}

/** A middle's peak is a Gaussian. Its deviation: as a share of the character's longer side, and the least, in places. */
const SPREAD = 0.1;
const LEAST_SPREAD = 0.7;

/** A longer side counts only where a middle's peak is at least this. */
const NEAR = 0.5;

/** The truth of a batch, in the units of the network's outputs. */
export function finderTargets(examples: readonly FinderExample[]): FinderTargets {
  const [fineSize, coarseSize] = [FINE ** 2 * FINE_CHANNELS, COARSE ** 2 * COARSE_CHANNELS];
  const fine = new Float32Array(examples.length * fineSize);
  const coarse = new Float32Array(examples.length * coarseSize);
  examples.forEach((example, i) => {
    fillFine(example, fine.subarray(i * fineSize, (i + 1) * fineSize));
    fillCoarse(example, coarse.subarray(i * coarseSize, (i + 1) * coarseSize));
  });
  return { fine, coarse };
}

function fillFine({ ink, owner, marks }: FinderExample, out: Float32Array): void {
  for (let y = 0, to = 0; y < FINE; y++) {
    for (let x = 0; x < FINE; x++, to += FINE_CHANNELS) {
      const first = 2 * y * EXAMPLE_SIDE + 2 * x;
      let [most, whose] = [0, 0];
      for (let k = 0; k < 4; k++) {
        const from = first + (k >> 1) * EXAMPLE_SIDE + (k & 1);
        out[to + k] = ink[from];
        if (ink[from] > most && owner[from] > 0) [most, whose] = [ink[from], owner[from]];
      }
      if (whose === 0) continue;
      const { box } = marks[whose - 1];
      out[to + 4] = (box.x + box.width / 2 - 2 * x - 1) / OFFSET_UNIT;
      out[to + 5] = (box.y + box.height / 2 - 2 * y - 1) / OFFSET_UNIT;
      out[to + 6] = most * OFFSET_UNIT / Math.max(OFFSET_UNIT, box.width, box.height);
    }
  }
}

function fillCoarse({ marks, shown }: FinderExample, out: Float32Array): void {
  for (const { box, isDigit } of marks) {
    const [x, y] = [(box.x + box.width / 2) / 4, (box.y + box.height / 2) / 4];
    // A middle outside the part that is shown cannot be found.
    const isShown = 4 * x >= shown.x && 4 * x < shown.x + shown.width &&
      4 * y >= shown.y && 4 * y < shown.y + shown.height;
    if (!isShown) continue;
    const size = Math.max(box.width, box.height);
    const spread = Math.max(LEAST_SPREAD, SPREAD * size / 4);
    const reach = Math.ceil(3 * spread);
    const [column, row] = [Math.floor(x), Math.floor(y)];
    for (let v = Math.max(0, row - reach); v <= Math.min(COARSE - 1, row + reach); v++) {
      for (let u = Math.max(0, column - reach); u <= Math.min(COARSE - 1, column + reach); u++) {
        const distance2 = (u + 0.5 - x) ** 2 + (v + 0.5 - y) ** 2;
        const heat = u === column && v === row ? 1 : Math.exp(-distance2 / (2 * spread * spread));
        const at = (v * COARSE + u) * COARSE_CHANNELS;
        const channel = at + (isDigit ? 0 : 1);
        out[channel] = Math.max(out[channel], heat);
        if (heat < NEAR || heat <= out[at + 3]) continue;
        out[at + 2] = Math.log(size / SIZE_UNIT);
        out[at + 3] = heat;
      }
    }
  }
}
