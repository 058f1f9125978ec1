/** Pictures as pages to draw on and paint programs make them: flat colours, no paper, no lens. */
import { clamp } from "../../../base/clamp.ts";
import type { Random } from "../../../base/random.ts";
import { drawStrokes } from "../../../image/draw_strokes.ts";
import { inkBox } from "../../../image/ink_box.ts";
import type { Dataset } from "../../dataset.ts";
import type { Photo, PhotoOptions } from "../../photos.ts";
import { mapPoints } from "../../reshape_strokes.ts";
import {
  type CanvasLayout,
  layOutEncircled,
  layOutOne,
  layOutRow,
  SHORTEST,
} from "./canvas_layout.ts";
import type { DegradationName } from "../degradations.ts";
import { drawTool } from "./drawing_tool.ts";
import { INKED } from "../writing/ink.ts";
import { anyColor, brightness, type Color, greyOf, mapColor } from "../color.ts";
import type { RawPicture } from "../scene.ts";
import { expose } from "../view/sensor.ts";
import { type Mark, readAs } from "../writing/truth.ts";

/** What a canvas can show: one digit, two to ten, or some with letters and signs among them or rings round them. */
export const canvasKinds = ["canvas", "canvasRow", "canvasSigns"] as const;
export type CanvasKind = typeof canvasKinds[number];

type CanvasOptions = Pick<PhotoOptions, "digits" | "random"> & {
  readonly kind: CanvasKind;
  readonly longest: number;
};

/**
 * Draws one picture, 28 pixels to `longest` a side, from 1 : 3 to 4 : 1. Digits are drawn 8 pixels high or more; they
 * may touch the sides or be cut off by up to a twentieth.
 *
 * @throws {RangeError} when `longest` is less than 100.
 */
export function drawCanvas({ digits, kind, longest, random }: CanvasOptions): Photo {
  if (!(longest >= 100)) {
    throw new RangeError(`canvases of up to ${longest} pixels: ten digits in a row need 100`);
  }
  const border = drawBorder(longest, random.fork("border"));
  const inset = border?.inset ?? 0;
  const layout = layOut(kind, digits, longest - 2 * inset, random.fork("drawing"));
  const { width, height, ink, owner, marks } = inkLayout(layout, inset);
  const paint = random.fork("paint");
  const { ground, pens, isFaint } = drawColors(marks.length, paint);
  const picture = { width, height, data: new Float32Array(3 * width * height) };
  for (let i = 0; i < ink.length; i++) {
    const pen = pens[Math.max(0, owner[i] - 1)];
    for (let c = 0; c < 3; c++) {
      picture.data[3 * i + c] = ground[c] + ink[i] * (pen[c] - ground[c]);
    }
  }
  if (border) drawBorderLine(border, picture, ground);
  const noise = !isFaint && paint.chance(0.05) ? paint.uniform(0.01, 0.04) : 0;
  const jpegQuality = !isFaint && paint.chance(0.12) ? Math.round(paint.uniform(35, 92)) : null;
  const sensor = { noise, dead: 0, jpegQuality };
  const text = layout.lines.map((line) => line.map(readAs).join("")).join("\n");
  const degradations: DegradationName[] = [];
  if (noise > 0) degradations.push("sensorNoise");
  if (jpegQuality !== null) degradations.push("jpeg");
  return {
    picture: expose(picture, sensor, paint),
    truth: { text, marks, ink, owner },
    degradations,
    jpegQuality,
  };
}

function layOut(kind: CanvasKind, digits: Dataset, most: number, random: Random): CanvasLayout {
  const tool = random.fork("tool");
  if (kind === "canvas") return layOutOne(drawTool(digits, tool), most, random);
  if (kind === "canvasRow") return layOutRow(drawTool(digits, tool), most, random);
  if (random.chance(0.3)) return layOutEncircled(drawTool(digits, tool), most, random);
  return random.chance(0.4)
    ? layOutOne(drawTool(digits, tool, 1), most, random)
    : layOutRow(drawTool(digits, tool, random.uniform(0.1, 1)), most, random);
}

/** Puts the stamps on the canvas, `inset` pixels from the picture's sides. */
function inkLayout({ width: across, height: down, lines, rings }: CanvasLayout, inset: number) {
  const [width, height] = [across + 2 * inset, down + 2 * inset];
  const ink = new Float32Array(width * height);
  const owner = new Uint8Array(width * height);
  const cover = (data: Float32Array, by: number) =>
    data.forEach((share, i) => {
      if (share > ink[i]) [ink[i], owner[i]] = [share, by];
    });
  const marks = lines.flat().map(({ sign, isDigit, image, x, y }, i): Mark => {
    const data = new Float32Array(width * height);
    // What lies beyond the canvas is cut off.
    const [left, right] = [Math.max(0, x), Math.min(across, x + image.width)];
    for (let row = Math.max(0, y); row < Math.min(down, y + image.height); row++) {
      const start = (row - y) * image.width - x;
      const shown = image.data.subarray(start + left, start + right);
      data.set(shown, (inset + row) * width + inset + left);
    }
    cover(data, i + 1);
    return { sign, isDigit, box: inkBox({ width, height, data }, INKED)! };
  });
  if (rings) {
    const strokes = mapPoints(rings.strokes, ({ x, y }) => ({ x: x + inset, y: y + inset }));
    cover(drawStrokes(strokes, { width, height, pen: rings.pen }).data, 0);
  }
  return { width, height, ink, owner, marks };
}

/** Least difference of brightness between the ground and a pen, in [0, 1]. */
const LEAST_CONTRAST = 0.2;
/** The same where the pen is hardly seen: on a light ground, and on a dark one, where screens show less. */
const FAINTEST = { light: 0.03, dark: 0.08 } as const;

/** Black on white, white on black, or any colours that stand out. */
function drawColors(marks: number, random: Random) {
  const [white, black] = [greyOf(1), greyOf(0)];
  const way = random.uniform();
  const repeat = (draw: () => Color) => Array.from({ length: Math.max(1, marks) }, draw);
  if (way < 0.4) return { ground: white, pens: repeat(() => black), isFaint: false };
  if (way < 0.6) return { ground: black, pens: repeat(() => white), isFaint: false };
  // Most grounds are all but white or black, the rest anything.
  const ground = random.pick([
    white,
    black,
    greyOf(random.uniform(0.85, 1)),
    greyOf(random.uniform(0, 0.2)),
    anyColor(random),
    anyColor(random),
  ]);
  const isLight = brightness(ground) > 0.5;
  const isFaint = way > 0.96;
  const drawFaint = (): Color => {
    const contrast = random.logUniform(isLight ? FAINTEST.light : FAINTEST.dark, LEAST_CONTRAST);
    return mapColor(ground, (part) => clamp(part + (isLight ? -contrast : contrast)));
  };
  const drawClear = (): Color => {
    for (;;) {
      const pen = random.chance(0.3) ? greyOf(random.uniform()) : anyColor(random);
      if (Math.abs(brightness(pen) - brightness(ground)) >= LEAST_CONTRAST) return pen;
    }
  };
  const draw = isFaint ? drawFaint : drawClear;
  const one = draw();
  const many = random.chance(0.2);
  return { ground, pens: repeat(() => many ? draw() : one), isFaint };
}

/** A line of one pixel round the canvas, and the page beyond it. */
interface Border {
  /** Pixels of the page, and of the line in it, on each side of the canvas; at least 1. */
  readonly inset: number;
  readonly line: Color;
  /** Null where the page has the canvas's colour. */
  readonly page: Color | null;
}

function drawBorder(longest: number, random: Random): Border | null {
  if (longest < 3 * SHORTEST || random.chance(0.7)) return null;
  return {
    inset: random.chance(0.5) ? 1 : 1 + random.integer(Math.ceil(0.06 * longest)),
    line: random.chance(0.6) ? greyOf(random.uniform(0, 0.85)) : anyColor(random),
    page: random.chance(0.4) ? greyOf(random.uniform(0.8, 1)) : null,
  };
}

function drawBorderLine({ inset, line, page }: Border, picture: RawPicture, ground: Color): void {
  const { width, height, data } = picture;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      const beyond = inset - Math.min(x, y, width - 1 - x, height - 1 - y);
      if (beyond > 0) data.set(beyond === 1 ? line : page ?? ground, i);
    }
  }
}
