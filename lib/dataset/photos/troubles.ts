import type { Random } from "../../random.ts";
import { perspective, rotation } from "./camera.ts";
import { handShadow, unevenLight } from "./light.ts";
import { focusBlur, motionBlur } from "./optics.ts";
import { colouredPaper, darkMode, paperTexture } from "./paper.ts";
import { colouredPen, faintPencil, thickMarker } from "./pen.ts";
import { ruledPaper, squaredPaper } from "./ruling.ts";
import { pick, type Trouble } from "./scene.ts";
import { jpeg, saltAndPepper, sensorNoise } from "./sensor.ts";
import { deskEdge, frameAround } from "./surroundings.ts";

/** Every trouble by name. */
export const troubles = {
  unevenLight,
  handShadow,
  ruledPaper,
  squaredPaper,
  colouredPen,
  faintPencil,
  thickMarker,
  colouredPaper,
  darkMode,
  paperTexture,
  frameAround,
  deskEdge,
  rotation,
  perspective,
  focusBlur,
  motionBlur,
  sensorNoise,
  saltAndPepper,
  jpeg,
} satisfies Record<string, Trouble>;
export type TroubleName = keyof typeof troubles;

/** Of each of these a picture has one at most. */
const groups: readonly (readonly TroubleName[])[] = [
  ["unevenLight", "handShadow"],
  ["ruledPaper", "squaredPaper"],
  ["colouredPen", "faintPencil", "thickMarker"],
  ["colouredPaper", "darkMode"],
  ["paperTexture"],
  ["frameAround", "deskEdge"],
  ["rotation", "perspective"],
  ["focusBlur", "motionBlur"],
  ["sensorNoise", "saltAndPepper"],
  ["jpeg"],
];

/** Draws one to three troubles that can befall one picture, in the order in which they are to be applied. */
export function drawTroubles(random: Random, { pen = true } = {}): TroubleName[] {
  // A paper's colour comes before the pen's: in dark mode there is no pencil.
  const open = groups.filter((group) => pen || !group.includes("colouredPen"));
  const chosen = random.shuffle([...open]).slice(0, 1 + random.integer(3))
    .map((group) => pick(group, random));
  const drawn = chosen.includes("darkMode")
    ? chosen.filter((name) => name !== "faintPencil" && name !== "colouredPen")
    : chosen;
  return (Object.keys(troubles) as TroubleName[]).filter((name) => drawn.includes(name));
}
