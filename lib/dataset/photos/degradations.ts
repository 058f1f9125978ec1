import type { Random } from "../../base/random.ts";
import { boundSheet } from "./sheet/binding.ts";
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
  deskEdge,
  frameAround,
  handInView,
  penBeside,
  stickyNote,
  tableTop,
} from "./view/surroundings.ts";
import { screenshot } from "./view/window.ts";

const rulings = { ruledPaper, squaredPaper, dottedPaper, millimetrePaper };

/** In the order in which they are applied. A picture has one of a group at most: the more often, the larger its share. */
const groups = [
  { share: 1, of: { unevenLight, handShadow } },
  { share: 1.5, of: rulings },
  { share: 1, of: { colouredPen, faintPencil, thickMarker } },
  { share: 1.5, of: { colouredPaper, darkMode, whiteboard, blackboard } },
  { share: 0.7, of: { paperTexture } },
  { share: 1.5, of: { printAround, printUnder, labelBefore } },
  { share: 1.5, of: { cellForm, tableForm, frameAround } },
  { share: 2.5, of: { deskEdge, tableTop, stickyNote, boundSheet, receipt, scanned, screenshot } },
  { share: 1, of: { handInView, penBeside } },
  { share: 1, of: { rotation, perspective } },
  { share: 1, of: { focusBlur, motionBlur } },
  { share: 1, of: { sensorNoise, saltAndPepper } },
  { share: 0.7, of: { jpeg } },
] as const satisfies readonly { share: number; of: Record<string, Degradation> }[];

type NamesOf<Group> = Group extends { of: infer Of } ? keyof Of : never;
export type DegradationName = NamesOf<typeof groups[number]>;
const namesOf = <Of extends object>(of: Of) => Object.keys(of) as (keyof Of & DegradationName)[];

/** Every degradation by name. */
export const degradations: Readonly<Record<DegradationName, Degradation>> = Object.assign(
  {},
  ...groups.map(({ of }) => of),
);

/** What no wiped board has. */
const ofSheets = [
  ...["faintPencil", "colouredPen", "printUnder", "paperTexture", "stickyNote"] as const,
  ...["boundSheet", "receipt", "scanned", "screenshot", "tableTop"] as const,
  ...namesOf(rulings),
] as const;

/** For a degradation, those that are left out beside it: they cannot come with it, or it would undo them. */
const unlike: Partial<Record<DegradationName, readonly DegradationName[]>> = {
  darkMode: ["faintPencil", "colouredPen", "stickyNote", "receipt", "scanned"],
  blackboard: [...ofSheets, "printAround"],
  whiteboard: ofSheets,
  stickyNote: ["colouredPaper"],
  receipt: [
    ...["colouredPaper", "paperTexture", "printAround", "printUnder", "labelBefore"] as const,
    ...namesOf(rulings),
  ],
  scanned: ["colouredPaper", "paperTexture", "rotation", "perspective"],
  screenshot: [
    ...["handInView", "penBeside", "rotation", "perspective", "handShadow", "unevenLight"] as const,
    ...["colouredPaper", "paperTexture"] as const,
  ],
};

/** Draws one to three degradations that can come together, in the order in which they are applied; none is `unfit`. */
export function drawDegradations(
  random: Random,
  unfit: readonly DegradationName[] = [],
): DegradationName[] {
  // Groups with the largest u ** (1 / share) are a weighted sample (Efraimidis and Spirakis 2006).
  const chosen = groups
    .map(({ share, of }) => {
      const names = namesOf<Partial<typeof degradations>>(of);
      const fit = names.filter((name) => !unfit.includes(name));
      return { share: share * fit.length / names.length, names: fit };
    })
    .filter(({ names }) => names.length > 0)
    .map(({ share, names }) => ({ key: random.uniform() ** (1 / share), names }))
    .sort((a, b) => b.key - a.key)
    .slice(0, 1 + random.integer(3))
    .map(({ names }) => random.pick(names));
  return inOrder(chosen);
}

/** The names that no other of them leaves out, in the order in which they are applied. */
export function inOrder(names: readonly DegradationName[]): DegradationName[] {
  return namesOf(degradations).filter((name) =>
    names.includes(name) && !names.some((other) => unlike[other]?.includes(name))
  );
}
