import type { Random } from "../../base/random.ts";
import type { Board } from "./sheet/board.ts";
import type { Camera } from "./view/camera.ts";
import type { Form } from "./sheet/forms.ts";
import type { Light } from "./view/light.ts";
import type { Optics } from "./view/optics.ts";
import type { Paper } from "./sheet/paper.ts";
import type { Pen } from "./writing/pen.ts";
import type { Print } from "./sheet/print.ts";
import type { Ruling } from "./sheet/ruling.ts";
import type { Scan } from "./view/scan.ts";
import type { Sensor } from "./view/sensor.ts";
import type { Surroundings } from "./view/surroundings.ts";

/**
 * Everything about a photograph except what is written, in the order in which light meets it.
 *
 * Lengths on the sheet are in em, the height of a digit.
 */
export interface Scene {
  readonly pen: Pen;
  readonly paper: Paper;
  /** Printed lines. */
  readonly ruling: Ruling | null;
  /** Printed words. */
  readonly print: Print | null;
  /** Printed places for digits. */
  readonly form: Form | null;
  /** What a board has that paper has not. */
  readonly board: Board | null;
  /** What a scanner does. */
  readonly scan: Scan | null;
  readonly surroundings: Surroundings;
  readonly light: Light;
  readonly camera: Camera;
  readonly optics: Optics;
  readonly sensor: Sensor;
}

/** How bad a degradation is: `medium` is a careless phone user's, `strong` takes a second look to read. */
export const strengths = ["mild", "medium", "strong"] as const;
export type Strength = typeof strengths[number];

/** The scene, degraded in one way. */
export type Degradation = (scene: Scene, strength: Strength, random: Random) => Scene;

/** Red, green, blue as a screen shows them (sRGB), each in [0, 1]. */
export type Color = readonly [red: number, green: number, blue: number];

/** A picture on its way: three numbers a pixel, row by row, in [0, 1] but for what light adds. */
export interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A colour with each of its levels changed. */
export function mapColor([red, green, blue]: Color, change: (level: number) => number): Color {
  return [change(red), change(green), change(blue)];
}

/** How bright a colour looks (Rec. 709). */
export function brightness([red, green, blue]: Color): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** One grey. */
export const greyOf = (level: number): Color => [level, level, level];

/** Any colour, by lot. */
export const anyColor = (random: Random): Color => [
  random.uniform(),
  random.uniform(),
  random.uniform(),
];

/** What a print leaves of white, of an ink that is printed in full at `share` 1. */
export function printed(ink: Color, share: number): Color {
  return mapColor(ink, (level) => 1 - share * (1 - level));
}

/** A side of the writing: 0 left, 1 above, 2 right, 3 below. */
export type Side = 0 | 1 | 2 | 3;

/** Something for each side. */
export type Sides<T = number> = readonly [left: T, top: T, right: T, bottom: T];

/** Makes something for each side, in their order. */
export function eachSide<T>(make: (side: Side) => T): Sides<T> {
  return [make(0), make(1), make(2), make(3)];
}

type Bounds = readonly [low: number, high: number];

/** Draws an amount between the bounds for a strength. */
export function amount(
  strength: Strength,
  random: Random,
  mild: Bounds,
  medium: Bounds,
  strong: Bounds,
): number {
  return random.uniform(...{ mild, medium, strong }[strength]);
}

/** A number whose logarithm is uniform: as often from 10 to 20 as from 20 to 40. */
export function logUniform(low: number, high: number, random: Random): number {
  return low * (high / low) ** random.uniform();
}

/** One of several, by lot. */
export function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random.integer(choices.length)];
}
