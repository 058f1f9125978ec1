/**
 * From a scene and what is written in it to a picture: every pixel looks up where on the sheet it lies, so that
 * nothing is resampled and strokes stay as sharp as the lens lets them.
 */
import { clamp } from "../../base/clamp.ts";
import type { Random } from "../../base/random.ts";
import { type Area, grown } from "../area.ts";
import { layBinding } from "./sheet/binding.ts";
import { layBoard, layGlare } from "./sheet/board.ts";
import { layForm } from "./sheet/forms.ts";
import { layPrint } from "./sheet/print.ts";
import { viewOf } from "./view/camera.ts";
import { layDesk } from "./view/desk.ts";
import { noiseAt, smoothNoise } from "./view/grain.ts";
import { type Inked, inkGlyphs } from "./writing/ink.ts";
import { inkColor, type Pen } from "./writing/pen.ts";
import { Layer, roundedBoxDistance } from "./view/layer.ts";
import { applyLight } from "./view/light.ts";
import { blur } from "./view/optics.ts";
import { paperBrightness } from "./sheet/paper.ts";
import { rulingCoverage } from "./sheet/ruling.ts";
import type { Scene } from "./scene.ts";
import { layBleed, layStreaks } from "./view/scan.ts";
import { expose } from "./view/sensor.ts";
import { layThing } from "./view/things.ts";
import { layWindow } from "./view/window.ts";
import type { Writing } from "./writing/writing.ts";

/** The picture, and where in it ink is and whose, before lens and sensor saw it. */
export function develop(scene: Scene, writing: Writing, random: Random) {
  const view = viewOf(scene.camera, writing.area);
  const { width, height, zoom } = view;
  const inked = inkGlyphs(writing.glyphs, scene.pen.radius, view);
  const sheet = { width, height, data: new Float32Array(3 * width * height) };
  const layer = new Layer(view, sheet.data);
  layGround(scene, writing, layer);
  paint(scene, writing, inked, layer);
  layAround(scene, writing.area, layer);
  applyLight(scene.light, sheet);
  return { ...inked, picture: expose(blur(sheet, scene.optics, zoom), scene.sensor, random) };
}

/** The sheet and all that was on it before the writing. */
function layGround(scene: Scene, writing: Writing, layer: Layer): void {
  const { paper: { color, dark }, print, form, board, scan } = scene;
  for (let i = 0; i < layer.out.length; i++) layer.out[i] = color[i % 3];
  if (board) layBoard(board, layer);
  if (scan) layBleed(scan, layer);
  if (print) layPrint(print, writing, dark, layer);
  if (form) layForm(form, writing, dark, layer);
}

/** What is beyond the sheet or above it. */
function layAround(scene: Scene, area: Area, layer: Layer): void {
  const { paper, board, scan, desk, binding, things, screen } = scene;
  if (desk) layDesk(desk, area, layer);
  if (desk && binding) layBinding(binding, desk, area, paper.dark, layer);
  if (screen) layWindow(screen, area, layer);
  for (const thing of things) layThing(thing, area, layer);
  if (desk && scan) layStreaks(scan, desk, area, layer);
  if (board) layGlare(board, layer);
}

/** Rules a sheet, writes on it and roughens it. */
function paint(scene: Scene, { glyphs, area }: Writing, { ink, by }: Inked, layer: Layer): void {
  const { paper, ruling, frame } = scene;
  const { out } = layer;
  // As glyphs are counted: from 1.
  const inks = [scene.pen, ...glyphs.map(({ pen = scene.pen }) => pen)]
    .map((pen) => ({ pen, color: inkColor({ paper, pen }) }));
  const box = frame && grown(area, frame.gap);
  const rough = paper.fibres > 0 || paper.clouds > 0 || paper.creases.length > 0;
  const plain = !ruling && !frame && !rough;
  layer.paint(layer.seen, (u, v, i) => {
    const covered = ink[i / 3];
    if (plain && covered === 0) return;
    const ruled = ruling ? rulingCoverage(ruling, u, v, layer) : 0;
    const away = box ? Math.abs(roundedBoxDistance(box, 0, u, v)) : Infinity;
    const framed = frame ? layer.lineCoverage(frame.radius, away) * (1 - frame.level) : 0;
    const { pen, color } = inks[by[i / 3]];
    const inked = covered > 0 ? covered * held(pen, u, v) : 0;
    const level = rough ? paperBrightness(paper, u, v) : 1;
    for (let c = 0; c < 3; c++) {
      let seen = out[i + c];
      if (ruled > 0) {
        const line = ruling!.color[c];
        // On a dark ground lines are lighter.
        seen += ruled * (paper.dark ? 0.5 * (1 - line) : seen * (line - 1));
      }
      if (framed > 0) seen += framed * (paper.dark ? 0.7 - seen : -seen);
      out[i + c] = level * (seen + inked * (color[c] - seen));
    }
  });
}

/** How much of a pen's ink the paper takes at a place, in [0, 1]. */
function held({ opacity, grain }: Pen, u: number, v: number): number {
  if (grain === 0) return opacity;
  return opacity * (1 - grain * clamp(0.5 + 0.6 * noiseAt(smoothNoise, u * 47, v * 41)));
}
