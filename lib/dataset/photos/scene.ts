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
import type { Binding } from "./sheet/binding.ts";
import type { Desk } from "./view/desk.ts";
import type { Frame } from "./view/surroundings.ts";
import type { Thing } from "./view/things.ts";
import type { ScreenWindow } from "./view/window.ts";

/** Everything about a photograph but what is written, as light meets it. Lengths are in em, the height of a digit. */
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
  /** A printed or drawn box round the writing. */
  readonly frame: Frame | null;
  /** The sheet's borders that are in view, and what it lies on. */
  readonly desk: Desk | null;
  /** What holds the sheet where its border is in view. */
  readonly binding: Binding | null;
  /** What lies beside the writing, from the lowest to the uppermost. */
  readonly things: readonly Thing[];
  /** The program's window that the sheet is a canvas in. */
  readonly screen: ScreenWindow | null;
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

/** Colours, each as its red, green and blue in percent: `palette("100,0,0 0,0,100")` is red and blue. */
export function palette(colors: string): Color[] {
  return colors.split(" ").map((color) => {
    const [red, green, blue] = color.split(",").map((part) => Number(part) / 100);
    return [red, green, blue];
  });
}

/** A colour with each of its levels changed. */
export function mapColor([red, green, blue]: Color, change: (level: number) => number): Color {
  return [change(red), change(green), change(blue)];
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

/** A side of the writing: 0 left, 1 above, 2 right, 3 below. */
export type Side = 0 | 1 | 2 | 3;

export type Sides<T = number> = readonly [left: T, top: T, right: T, bottom: T];

/** Makes something for each side, in their order. */
export function eachSide<T>(make: (side: Side) => T): Sides<T> {
  return [make(0), make(1), make(2), make(3)];
}

type Range = readonly [low: number, high: number];

/** Draws an amount between the bounds for a strength: `mild`, `medium` and `strong` have each their own. */
export function byStrength(strength: Strength, random: Random, ...bounds: [Range, Range, Range]) {
  return random.uniform(...bounds[strengths.indexOf(strength)]);
}
