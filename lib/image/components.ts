import type { Box, GrayImage } from "./gray_image.ts";

/** A connected piece of ink. */
export interface Component {
  /** From 1 up; its pixels hold this number in the label map. */
  readonly label: number;
  readonly box: Box;
  /** Sum of its ink. */
  readonly mass: number;
}

/** The pieces of a picture, and which pixel belongs to which. */
export interface Components {
  readonly components: readonly Component[];
  /** `width * height` labels; 0 is none. */
  readonly labels: Int32Array;
}

/**
 * The pieces of a picture whose pixels exceed `threshold`, touching by a side or a corner.
 *
 * Runs of ink are found row by row and joined with those that they touch above (Rosenfeld and Pfaltz 1966).
 */
export function findComponents(image: GrayImage, threshold: number): Components {
  const { width, height, data } = image;
  // Of every run: its first pixel, the one beyond its last, and an earlier run of its piece, or itself.
  const starts: number[] = [];
  const ends: number[] = [];
  const parents: number[] = [];
  let above = 0;
  let here = 0;
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let i = y * width; i < end; i++) {
      if (data[i] <= threshold) continue;
      const start = i;
      while (i < end && data[i] > threshold) i++;
      const run = starts.length;
      starts.push(start);
      ends.push(i);
      parents.push(run);
      while (above < here && ends[above] + width < start) above++;
      for (let k = above; k < here && starts[k] + width <= i; k++) join(parents, k, run);
    }
    above = here;
    here = starts.length;
  }

  const labels = new Int32Array(data.length);
  const labelOf = new Int32Array(starts.length);
  const found: Extent[] = [];
  for (let run = 0; run < starts.length; run++) {
    const root = rootOf(parents, run);
    const y = Math.floor(starts[run] / width);
    if (root === run) {
      labelOf[run] = found.length + 1;
      found.push({ mass: 0, left: width, right: 0, top: y, bottom: y });
    }
    const label = labelOf[root];
    let mass = 0;
    for (let i = starts[run]; i < ends[run]; i++) {
      labels[i] = label;
      mass += data[i];
    }
    const piece = found[label - 1];
    piece.mass += mass;
    piece.left = Math.min(piece.left, starts[run] - y * width);
    piece.right = Math.max(piece.right, ends[run] - 1 - y * width);
    piece.bottom = y;
  }
  const components = found.map(({ mass, left, right, top, bottom }, n) => {
    const box = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
    return { label: n + 1, box, mass };
  });
  return { components, labels };
}

interface Extent {
  mass: number;
  left: number;
  right: number;
  readonly top: number;
  bottom: number;
}

/** The first run of a piece, which stands for it. */
function rootOf(parents: number[], run: number): number {
  while (parents[run] !== run) run = parents[run] = parents[parents[run]];
  return run;
}

function join(parents: number[], a: number, b: number): void {
  const [first, second] = [rootOf(parents, a), rootOf(parents, b)];
  if (first < second) parents[second] = first;
  else parents[first] = second;
}
