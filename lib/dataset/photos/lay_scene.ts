import { layBinding } from "./sheet/binding.ts";
import { layBoard, layGlare } from "./sheet/board.ts";
import type { Area, View } from "./view/camera.ts";
import { layDesk } from "./view/desk.ts";
import { layForm } from "./sheet/forms.ts";
import { layerOf } from "./view/layer.ts";
import { layPrint } from "./sheet/print.ts";
import { layBleed, layStreaks } from "./view/scan.ts";
import type { Scene } from "./scene.ts";
import { layThing } from "./view/things.ts";
import { layWindow } from "./view/window.ts";
import type { Writing } from "./writing/writing.ts";

/** Fills a picture with the sheet and all that was on it before the writing: three numbers a pixel. */
export function layGround(scene: Scene, writing: Writing, view: View, out: Float32Array): void {
  const { paper: { color: [red, green, blue], dark }, print, form, board, scan } = scene;
  for (let i = 0; i < out.length; i += 3) {
    out[i] = red;
    out[i + 1] = green;
    out[i + 2] = blue;
  }
  if (!print && !form && !board && !scan) return;
  const layer = layerOf(view, out);
  if (board) layBoard(board, layer);
  if (scan) layBleed(scan, layer);
  if (print) layPrint(print, writing, dark, layer);
  if (form) layForm(form, writing, dark, layer);
}

/** Paints what is beyond the sheet or above it over a picture of three numbers a pixel, writing excepted. */
export function layAround(scene: Scene, area: Area, view: View, out: Float32Array): void {
  const { paper, board, scan, surroundings: { desk, binding, things, screen } } = scene;
  if (!desk && !board && !scan && !screen && things.length === 0) return;
  const layer = layerOf(view, out);
  if (desk) layDesk(desk, area, layer);
  if (desk && binding) layBinding(binding, desk, area, paper.dark, layer);
  if (screen) layWindow(screen, area, layer);
  for (const thing of things) layThing(thing, area, layer);
  if (desk && scan) layStreaks(scan, desk, area, layer);
  if (board) layGlare(board, layer);
}
