/** From the sheet, in em, to the picture, in pixels. */
import { clamp } from "../../../base/clamp.ts";
import type { Point } from "../../../image/draw_strokes.ts";
import { type Area, boundsOf, cornersOf, eachSide, middleOf, type Sides } from "../../area.ts";
import { byStrength, type Degradation } from "../scene.ts";

/** How the camera is held. */
export interface Camera {
  /** Pixels for 1 em at the middle of the writing; fewer where the picture would become too large. */
  readonly zoom: number;
  /** Pixels of the picture's longer side at most. */
  readonly longest: number;
  /** How the sheet lies, turned clockwise, in radians. */
  readonly roll: number;
  /** By how much the camera is off the upright, in radians, and from which direction. */
  readonly tilt: number;
  readonly direction: number;
  /** Distance from the sheet, as a multiple of what it sees: the nearer, the stronger the perspective. */
  readonly distance: number;
  /** What is left free around the writing, in em: left, top, right, bottom. */
  readonly margins: Sides;
}

/** A picture's size, and the homographies from sheet to picture and back: (x, y, 1) to (x w, y w, w). */
export interface View {
  readonly width: number;
  readonly height: number;
  /** Pixels for 1 em, about. */
  readonly zoom: number;
  readonly toPicture: Homography;
  readonly toSheet: Homography;
}

/** Nine numbers, row by row. */
export type Homography = readonly number[];

/** The shortest side of a picture, as a share of the longest that it may have. */
const SHORTEST = 0.2;
/** What stays free around the writing in any case, in em. */
const LEAST_MARGIN = 0.12;

/** A sheet that lies askew. */
export const rotation: Degradation = (scene, strength, random) => {
  const degrees = byStrength(strength, random, [1, 4], [4, 9], [9, 16]);
  const roll = degrees * Math.PI / 180 * (random.chance(0.5) ? 1 : -1);
  return { ...scene, camera: { ...scene.camera, roll } };
};

/** A sheet seen from the side. */
export const perspective: Degradation = (scene, strength, random) => {
  const tilt = byStrength(strength, random, [8, 16], [18, 30], [32, 44]);
  const camera = {
    ...scene.camera,
    tilt: tilt * Math.PI / 180,
    direction: random.uniform(0, 2 * Math.PI),
    distance: random.uniform(1, 2),
    roll: scene.camera.roll + random.uniform(-0.05, 0.05),
  };
  return { ...scene, camera };
};

/** Leaves at least so much room on each side of the writing, in em. */
export function widen(camera: Camera, room: Sides): Camera {
  return { ...camera, margins: eachSide((side) => Math.max(camera.margins[side], room[side])) };
}

/** Frames the picture so that all of `writing` is in it. */
export function viewOf(camera: Camera, writing: Area): View {
  const { roll, tilt, direction, longest, margins } = camera;
  const { x: cx, y: cy } = middleOf(writing);
  const seen = Math.max(
    writing.right - writing.left + margins[0] + margins[2],
    writing.bottom - writing.top + margins[1] + margins[3],
    SHORTEST * longest / camera.zoom,
  );
  const distance = camera.distance * seen;
  // A turn by `tilt` about an axis that lies in the sheet (Rodrigues), then one by `roll` within it.
  const [ax, ay] = [Math.cos(direction), Math.sin(direction)];
  const [cos, sin, c, s] = [Math.cos(tilt), Math.sin(tilt), Math.cos(roll), Math.sin(roll)];
  const [xx, xy, yy] = [cos + ax * ax * (1 - cos), ax * ay * (1 - cos), cos + ay * ay * (1 - cos)];
  const held = multiply([
    ...[c * xx - s * xy, c * xy - s * yy, 0],
    ...[s * xx + c * xy, s * xy + c * yy, 0],
    ...[-ay * sin / distance, ax * sin / distance, 1],
  ], [1, 0, -cx, 0, 1, -cy, 0, 0, 1]);

  const { left, top, right, bottom } = projectArea(held, writing);
  const [across, down] = [right - left, bottom - top];
  const zoom = Math.min(camera.zoom, longest / (Math.max(across, down) + 2 * LEAST_MARGIN));
  // Where the writing starts along an axis and how long the picture is, in pixels; what is given is in em.
  const fitSide = (writing: number, marginBefore: number, marginAfter: number) => {
    const [length, before, after] = [writing * zoom, marginBefore * zoom, marginAfter * zoom];
    const least = LEAST_MARGIN * zoom;
    const most = Math.min(before + after, longest - length);
    const room = Math.max(most, SHORTEST * longest - length, 2 * least);
    const start = clamp(room * before / (before + after), least, room - least);
    return [start, Math.min(longest, Math.round(length + room))];
  };
  const [fromLeft, width] = fitSide(across, margins[0], margins[2]);
  const [fromTop, height] = fitSide(down, margins[1], margins[3]);
  const toPicture = multiply(
    [zoom, 0, fromLeft - left * zoom, 0, zoom, fromTop - top * zoom, 0, 0, 1],
    held,
  );
  return { width, height, zoom, toPicture, toSheet: invert(toPicture) };
}

export function project(matrix: Homography, { x, y }: Point): Point {
  const w = matrix[6] * x + matrix[7] * y + matrix[8];
  return {
    x: (matrix[0] * x + matrix[1] * y + matrix[2]) / w,
    y: (matrix[3] * x + matrix[4] * y + matrix[5]) / w,
  };
}

/** The rectangle round an area's corners, where a homography takes them. */
export function projectArea(matrix: Homography, area: Area): Area {
  return boundsOf(cornersOf(area).map((corner) => project(matrix, corner)));
}

function multiply(a: Homography, b: Homography): Homography {
  return Array.from({ length: 9 }, (_, i) => {
    const [row, column] = [3 * Math.floor(i / 3), i % 3];
    return a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6];
  });
}

/** The inverse up to a factor, which changes nothing in a homography. */
function invert([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  return [
    ...[e * i - f * h, c * h - b * i, b * f - c * e],
    ...[f * g - d * i, a * i - c * g, c * d - a * f],
    ...[d * h - e * g, b * g - a * h, a * e - b * d],
  ];
}
