import type { Random } from "../../../base/random.ts";
import type { RgbImage } from "../../../image/rgb_image.ts";
import { type DegradationName, degradations, inOrder } from "../degradations.ts";
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
