/**
 * Pictures without any handwriting: what a finder of writing has to leave alone.
 *
 * Rooms, faces, leaves and walls are made of noise and soft shapes; printed pages, tables, bars and screens
 * are made as in photographs of writing. No line in them is one that a pen draws for a digit.
 */
import type { Random } from "../../base/random.ts";
import type { RgbImage } from "../../image/rgb_image.ts";
import type { View } from "./view/camera.ts";
import { goods, shelf } from "./clutter/printed.ts";
import { face, hair, leaves, room } from "./clutter/scenery.ts";
import { ground, moire, noise } from "./clutter/textures.ts";
import { type DegradationName, degradations, inOrder } from "./degradations.ts";
import { develop } from "./develop.ts";
import { Layer } from "./view/layer.ts";
import { applyLight, evenLight, handShadow, unevenLight } from "./view/light.ts";
import { blur, focusBlur, motionBlur } from "./view/optics.ts";
import { plainScene } from "./plain_scene.ts";
import { type Scene, strengths } from "./scene.ts";
import { expose, jpeg, sensorNoise } from "./view/sensor.ts";

const painters = { room, face, leaves, shelf, noise, ground, goods, moire, hair };
type ClutterKind = "page" | keyof typeof painters;
/** Everything that clutter can show. */
export const clutterKinds = ["page", ...Object.keys(painters)] as ClutterKind[];

/**
 * Draws a picture without handwriting.
 *
 * @param longest Pixels of its longer side at most.
 * @throws {RangeError} when `longest` is below 32.
 */
export function drawClutter(longest: number, random: Random, kind = random.pick(clutterKinds)) {
  if (!(longest >= 32)) {
    throw new RangeError(`clutter of ${longest} pixels: the longer side needs 32 or more`);
  }
  if (kind === "page") return drawBlankPage(random, longest);
  const long = Math.round(longest * random.uniform(0.5, 1));
  const short = Math.max(16, Math.round(long * random.uniform(0.5, 1)));
  const [width, height] = random.chance(0.5) ? [long, short] : [short, long];
  // Shapes are laid out in units of a tenth of the longer side.
  const zoom = long / 10;
  const view: View = {
    width,
    height,
    zoom,
    toPicture: [zoom, 0, 0, 0, zoom, 0, 0, 0, 1],
    toSheet: [1 / zoom, 0, 0, 0, 1 / zoom, 0, 0, 0, 1],
  };
  const layer = new Layer(view, new Float32Array(3 * width * height));
  painters[kind](layer, random);
  // Light, lens and sensor, now and then degraded.
  let scene: Scene = { ...plainScene(random.fork("scene")), light: evenLight(random) };
  for (const degradation of [unevenLight, handShadow, focusBlur, motionBlur, sensorNoise, jpeg]) {
    if (random.chance(0.2)) scene = degradation(scene, random.pick(strengths), random);
  }
  const picture = { width, height, data: layer.out };
  applyLight(scene.light, picture);
  return expose(blur(picture, scene.optics, zoom), scene.sensor, random);
}

/** What a sheet without writing can have on it, and how it can be degraded. */
const printed: readonly DegradationName[] = [
  ...["printAround", "printUnder", "tableForm", "cellForm", "receipt", "screenshot"] as const,
  ...["squaredPaper", "millimetrePaper", "dottedPaper", "ruledPaper"] as const,
];
const degrading: readonly DegradationName[] = [
  ...["unevenLight", "handShadow", "colouredPaper", "darkMode", "whiteboard"] as const,
  ...["blackboard", "paperTexture", "boundSheet", "scanned", "handInView", "penBeside"] as const,
  ...["tableTop", "rotation", "perspective", "focusBlur", "sensorNoise"] as const,
];

/** A sheet, a page, a form or a board on which nobody has written. */
function drawBlankPage(random: Random, longest: number): RgbImage {
  const names = inOrder([random.pick(printed), random.pick(degrading), random.pick(degrading)]);
  let scene = plainScene(random.fork("scene"), longest);
  for (const name of names) {
    scene = degradations[name](scene, random.pick(strengths), random.fork(name));
  }
  const [across, down] = [random.uniform(0.5, 5), random.uniform(0.5, 3)];
  const area = { left: -across, right: across, top: -down, bottom: down };
  const writing = { glyphs: [], text: "", area };
  return develop(scene, writing, random.fork("picture")).picture;
}
