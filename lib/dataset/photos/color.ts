/** Colours of paper, ink and things. */
import type { Random } from "../../base/random.ts";

/** Red, green, blue as a screen shows them (sRGB), each in [0, 1]. */
export type Color = readonly [red: number, green: number, blue: number];

/** Colours, each as its red, green and blue in percent: `palette("100,0,0 0,0,100")` is red and blue. */
export function palette(colors: string): Color[] {
  return colors.split(" ").map((color) => {
    const [red, green, blue] = color.split(",").map((part) => Number(part) / 100);
    return [red, green, blue];
  });
}

/** A colour with each of its levels changed; `channel` is 0 for red, 1 for green, 2 for blue. */
export function mapColor(
  [red, green, blue]: Color,
  change: (level: number, channel: number) => number,
): Color {
  return [change(red, 0), change(green, 1), change(blue, 2)];
}

/** A colour under so much light: each level times `light`, 1 at most. */
export function underLight(color: Color, light: number): Color {
  return mapColor(color, (level) => Math.min(1, light * level));
}

/** How bright a colour looks (Rec. 709). */
export function brightness([red, green, blue]: Color): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export const greyOf = (level: number): Color => [level, level, level];

export const anyColor = (random: Random): Color => mapColor(greyOf(1), () => random.uniform());

/** What a print leaves of white, of an ink that is printed in full at `share` 1. */
export function printed(ink: Color, share: number): Color {
  return mapColor(ink, (level) => 1 - share * (1 - level));
}
