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

/** A picture before the sensor sees it: three numbers a pixel, row by row, in [0, 1] but for what light adds. */
export interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

type Range = readonly [low: number, high: number];

/** Draws an amount between the bounds of a strength: they are given for mild, medium and strong, in this order. */
export function byStrength(strength: Strength, random: Random, ...bounds: [Range, Range, Range]) {
  return random.uniform(...bounds[strengths.indexOf(strength)]);
}
