import type { Box, GrayImage } from "./gray_image.ts";

/** A connected piece of ink. */
export interface Component {
  /** From 1 up; its pixels hold this number in the label map. */
  readonly label: number;
  readonly box: Box;
  /** Pixels. */
  readonly area: number;
  /** Sum of its ink. */
  readonly mass: number;
}

/** The pieces of a picture, and which pixel belongs to which. */
export interface Components {
  readonly components: readonly Component[];
  /** `width * height` labels; 0 is none. */
  readonly labels: Int32Array;
}

/** The pieces of a picture whose pixels exceed `threshold`, touching by a side or a corner. */
export function findComponents(image: GrayImage, threshold: number): Components {
  const { width, height, data } = image;
  const labels = new Int32Array(data.length);
  const components: Component[] = [];
  const stack: number[] = [];
  for (let seed = 0; seed < data.length; seed++) {
    if (labels[seed] !== 0 || data[seed] <= threshold) continue;
    const label = components.length + 1;
    let [left, right, top, bottom] = [width, 0, height, 0];
    let [area, mass] = [0, 0];
    labels[seed] = label;
    stack.push(seed);
    while (stack.length > 0) {
      const i = stack.pop()!;
      const x = i % width;
      const y = (i - x) / width;
      area++;
      mass += data[i];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const j = v * width + u;
          if (labels[j] !== 0 || data[j] <= threshold) continue;
          labels[j] = label;
          stack.push(j);
        }
      }
    }
    const box = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
    components.push({ label, box, area, mass });
  }
  return { components, labels };
}
