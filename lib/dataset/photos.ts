/**
 * Pictures that look like photographs of handwritten digits, with the truth beside them: to train on and to measure.
 *
 * A picture is drawn as it would come about: somebody writes on a sheet, light falls on it, a lens and a sensor see
 * it. On the way one to three degradations are added. The same random numbers draw the same picture.
 *
 * Of the folders in `photos/`, `writing` has what is written, `sheet` what it is written on, `view` what lies
 * around and how it is seen, `canvas` drawings that no camera sees, `clutter` pictures without handwriting.
 */
import type { Random } from "../base/random.ts";
import { encodeJpeg } from "../image/encode_jpeg.ts";
import { encodePng } from "../image/encode_png.ts";
import type { RgbImage } from "../image/rgb_image.ts";
import type { Dataset } from "./dataset.ts";
import { type DegradationName, degradations, drawDegradations } from "./photos/degradations.ts";
import { develop } from "./photos/develop.ts";
import { fillIn } from "./photos/sheet/forms.ts";
import type { Lettering } from "./photos/writing/lettering.ts";
import { drawOtherPen, keepLegible } from "./photos/writing/pen.ts";
import { plainScene } from "./photos/plain_scene.ts";
import type { Scene, Strength } from "./photos/scene.ts";
import { tellTruth, type Truth } from "./photos/writing/truth.ts";
import { type PhotoKind, write } from "./photos/writing/writing.ts";

export { type DegradationName, degradations } from "./photos/degradations.ts";
export { type Strength, strengths } from "./photos/scene.ts";
export { type Lettering, letterings } from "./photos/writing/lettering.ts";
export type { Mark, Truth } from "./photos/writing/truth.ts";
export { type PhotoKind, photoKinds } from "./photos/writing/writing.ts";

/** What {@linkcode drawPhoto} takes. */
export interface PhotoOptions {
  /**
   * Where most digits come from: pictures as in MNIST, 20 pixels high in 28, at least one of them with ink. Some are of
   * our own design instead, and most of `notes` are of fonts.
   */
  readonly digits: Dataset;
  readonly kind: PhotoKind;
  readonly strength: Strength;
  /**
   * Pixels of the longer side at most, 1000 when left out; the shorter side has at least a fifth of it.
   * Small pictures are drawn fast: time goes with the area.
   */
  readonly longest?: number;
  /** Whose handwriting `notes` are in; the hands that networks may learn from when left out. */
  readonly letterings?: readonly Lettering[];
  readonly random: Random;
}

/** A picture and what is in it. */
export interface Photo {
  readonly picture: RgbImage;
  readonly truth: Truth;
  /** In the order in which they were applied. */
  readonly degradations: readonly DegradationName[];
  /** Quality of the JPEG file that it is kept in; null is a file that keeps every pixel. */
  readonly jpegQuality: number | null;
}

/**
 * Draws one picture, 200 to 1000 pixels a side, its digits 24 to 220 pixels high; with a smaller
 * `longest` the lower bounds fall with it, to about 8 pixels for a digit. Pages have some smaller ones.
 */
export function drawPhoto(
  { digits, kind, strength, longest = 1000, letterings, random }: PhotoOptions,
): Photo {
  const names = drawDegradations(random.fork("troubles"), unfitFor(kind));
  let scene: Scene = plainScene(random.fork("scene"), longest);
  for (const name of names) scene = degradations[name](scene, strength, random.fork(name));
  scene = keepLegible(scene, strength);
  const otherPen = drawOtherPen(scene.pen, scene.paper.dark, random.fork("other pen"));
  const written = write({
    digits,
    kind,
    strength,
    letterings,
    penRadius: scene.pen.radius,
    pitch: scene.ruling?.pitch,
    otherPen: keepLegible({ ...scene, pen: otherPen }, strength).pen,
    random: random.fork("writing"),
  });
  const writing = fillIn(scene.form, written, random.fork("form"));
  const { picture, ...inked } = develop(scene, writing, random.fork("picture"));
  return {
    picture,
    truth: tellTruth(writing.text, writing.glyphs.map(({ glyph }) => glyph), inked),
    degradations: names,
    jpegQuality: scene.sensor.jpegQuality,
  };
}

/** What a kind cannot have: nobody wrote on an empty sheet, and forms have cells for digits alone. */
function unfitFor(kind: PhotoKind): readonly DegradationName[] {
  if (kind === "empty") return ["colouredPen", "faintPencil", "thickMarker"];
  return ["digit", "number", "touching", "lines"].includes(kind) ? [] : ["cellForm", "tableForm"];
}

/** The picture as a file: a JPEG where that is one of its degradations, else a PNG. */
export function encodePhoto({ picture, jpegQuality }: Photo): Promise<Uint8Array> {
  return jpegQuality === null ? encodePng(picture) : encodeJpeg(picture, jpegQuality);
}
