import type { Random } from "../../base/random.ts";
import { blackboard, whiteboard } from "./sheet/board.ts";
import { perspective, rotation } from "./view/camera.ts";
import { cellForm, tableForm } from "./sheet/forms.ts";
import { handShadow, unevenLight } from "./view/light.ts";
import { focusBlur, motionBlur } from "./view/optics.ts";
import { colouredPaper, darkMode, paperTexture } from "./sheet/paper.ts";
import { colouredPen, faintPencil, thickMarker } from "./writing/pen.ts";
import { labelBefore, printAround, printUnder, receipt } from "./sheet/print.ts";
import { dottedPaper, millimetrePaper, ruledPaper, squaredPaper } from "./sheet/ruling.ts";
import { scanned } from "./view/scan.ts";
import type { Degradation } from "./scene.ts";
import { jpeg, saltAndPepper, sensorNoise } from "./view/sensor.ts";
import {
  boundSheet,
  deskEdge,
  frameAround,
  handInView,
  penBeside,
  stickyNote,
  tableTop,
} from "./view/surroundings.ts";
import { screenshot } from "./view/window.ts";

/** Every degradation by name. */
export const degradations = {
  unevenLight,
  handShadow,
  ruledPaper,
  squaredPaper,
  dottedPaper,
  millimetrePaper,
  colouredPen,
  faintPencil,
  thickMarker,
  colouredPaper,
  darkMode,
  whiteboard,
  blackboard,
  paperTexture,
  printAround,
  printUnder,
  labelBefore,
  cellForm,
  tableForm,
  frameAround,
  deskEdge,
  tableTop,
  stickyNote,
  boundSheet,
  receipt,
  scanned,
  screenshot,
  handInView,
  penBeside,
  rotation,
  perspective,
  focusBlur,
  motionBlur,
  sensorNoise,
  saltAndPepper,
  jpeg,
} satisfies Record<string, Degradation>;
export type DegradationName = keyof typeof degradations;

const rulings = ["ruledPaper", "squaredPaper", "dottedPaper", "millimetrePaper"] as const;

/** Of each group a picture has one degradation at most; larger groups are drawn more often. */
const groups: readonly { readonly share: number; readonly names: readonly DegradationName[] }[] = [
  { share: 1, names: ["unevenLight", "handShadow"] },
  { share: 1.5, names: rulings },
  { share: 1, names: ["colouredPen", "faintPencil", "thickMarker"] },
  { share: 1.5, names: ["colouredPaper", "darkMode", "whiteboard", "blackboard"] },
  { share: 0.7, names: ["paperTexture"] },
  { share: 1.5, names: ["printAround", "printUnder", "labelBefore"] },
  { share: 1.5, names: ["cellForm", "tableForm", "frameAround"] },
  {
    share: 2.5,
    names: ["deskEdge", "tableTop", "stickyNote", "boundSheet", "receipt", "scanned", "screenshot"],
  },
  { share: 1, names: ["handInView", "penBeside"] },
  { share: 1, names: ["rotation", "perspective"] },
  { share: 1, names: ["focusBlur", "motionBlur"] },
  { share: 1, names: ["sensorNoise", "saltAndPepper"] },
  { share: 0.7, names: ["jpeg"] },
];

/** What no wiped board has. */
const ofSheets = [
  ...["faintPencil", "colouredPen", "printUnder", "paperTexture", "stickyNote"] as const,
  ...["boundSheet", "receipt", "scanned", "screenshot", "tableTop", ...rulings] as const,
] as const;

/** By the degradation that stays: those that cannot come with it, or that it would undo. */
const unlike: Partial<Record<DegradationName, readonly DegradationName[]>> = {
  darkMode: ["faintPencil", "colouredPen", "stickyNote", "receipt", "scanned"],
  blackboard: [...ofSheets, "printAround"],
  whiteboard: ofSheets,
  stickyNote: ["colouredPaper"],
  receipt: [
    ...["colouredPaper", "paperTexture", "printAround", "printUnder", "labelBefore"] as const,
    ...rulings,
  ],
  scanned: ["colouredPaper", "paperTexture", "rotation", "perspective"],
  screenshot: [
    ...["handInView", "penBeside", "rotation", "perspective", "handShadow", "unevenLight"] as const,
    ...["colouredPaper", "paperTexture"] as const,
  ],
};

/**
 * Draws one to three degradations that can come together, in the order in which they are applied.
 *
 * @param unfit Those that the picture cannot have.
 */
export function drawDegradations(
  random: Random,
  unfit: readonly DegradationName[] = [],
): DegradationName[] {
  // Groups with the largest u ** (1 / share) are a weighted sample (Efraimidis and Spirakis 2006).
  const chosen = groups
    .map(({ share, names }) => {
      const fit = names.filter((name) => !unfit.includes(name));
      return { share: share * fit.length / names.length, names: fit };
    })
    .filter(({ names }) => names.length > 0)
    .map(({ share, names }) => ({ key: random.uniform() ** (1 / share), names }))
    .sort((a, b) => b.key - a.key)
    .slice(0, 1 + random.integer(3))
    .map(({ names }) => random.pick(names));
  const drawn = chosen.filter((name) => !chosen.some((other) => unlike[other]?.includes(name)));
  return (Object.keys(degradations) as DegradationName[]).filter((name) => drawn.includes(name));
}
