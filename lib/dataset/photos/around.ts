import { layBinding } from "./binding.ts";
import { layGlare } from "./board.ts";
import type { Area, View } from "./camera.ts";
import { layDesk } from "./desk.ts";
import { layerOf } from "./layer.ts";
import { layStreaks } from "./scan.ts";
import type { Scene } from "./scene.ts";
import { layThing } from "./things.ts";
import { layWindow } from "./window.ts";

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
