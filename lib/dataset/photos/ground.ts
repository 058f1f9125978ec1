import { layBoard } from "./board.ts";
import type { View } from "./camera.ts";
import { layForm } from "./forms.ts";
import { layerOf } from "./layer.ts";
import { layPrint } from "./print.ts";
import { layBleed } from "./scan.ts";
import type { Scene } from "./scene.ts";
import type { Writing } from "./writing.ts";

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
