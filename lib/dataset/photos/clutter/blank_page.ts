import type { Random } from "../../../base/random.ts";
import type { RgbImage } from "../../../image/rgb_image.ts";
import { viewOf } from "../view/camera.ts";
import { type DegradationName, degradations } from "../degradations.ts";
import { develop } from "../develop.ts";
import { plainScene } from "../plain_scene.ts";
import { strengths } from "../scene.ts";

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
export function drawBlankPage(random: Random, longest: number): RgbImage {
  const names = [random.pick(printed), random.pick(degrading), random.pick(degrading)];
  let scene = plainScene(random.fork("scene"));
  for (const name of Object.keys(degradations) as DegradationName[]) {
    if (names.includes(name)) {
      scene = degradations[name](scene, random.pick(strengths), random.fork(name));
    }
  }
  const [across, down] = [random.uniform(0.5, 5), random.uniform(0.5, 3)];
  const area = { left: -across, right: across, top: -down, bottom: down };
  // A first look tells how large the picture would become.
  const { width, height } = viewOf(scene.camera, area);
  const zoom = scene.camera.zoom * Math.min(1, longest / Math.max(width, height));
  const small = viewOf({ ...scene.camera, zoom }, area);
  const { picture } = develop(
    { ...scene, camera: { ...scene.camera, zoom } },
    { glyphs: [], text: "", area },
    random.fork("picture"),
  );
  return Math.max(small.width, small.height) <= longest ? picture : cropped(picture, longest);
}

/** The left upper part of a picture. */
function cropped({ width, height, data }: RgbImage, longest: number): RgbImage {
  const [w, h] = [Math.min(width, longest), Math.min(height, longest)];
  const part = new Uint8Array(3 * w * h);
  for (let y = 0; y < h; y++) {
    part.set(data.subarray(3 * y * width, 3 * (y * width + w)), 3 * y * w);
  }
  return { width: w, height: h, data: part };
}
