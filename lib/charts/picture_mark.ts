/** Pictures within a chart. */

import { numbers } from "./theme.ts";

/** What marks that are pictures have in common. */
export const pictureMark = {
  type: "image",
  tooltip: null, // it would tell the picture's bytes
  aspect: false,
} as const;

/** An axis of a picture's own pixels, which is not drawn; for one that runs down, `from` is the larger end. */
export function pixelAxis(field: string, from: number, to: number) {
  return numbers(field, { axis: null, scale: { domain: [from, to] } });
}
