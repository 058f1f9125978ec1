import { element } from "./element.js";
import { getStroke } from "./perfect_freehand.js";

/** How many of the pad's units a drawing is high. */
export const HEIGHT = 560;

/** How wide a drawing is, in the same units: for a digit or two, or for a line. */
export const [SQUARE, WIDE] = [HEIGHT, 2.5 * HEIGHT];

/** Most pixels along a drawing when it is read: larger pictures are made smaller, each reader in its own way. */
const LONGEST = 896;

/**
 * Draws strokes, `{width, points: [[x, y, pressure], …]}` each, in a canvas's colour.
 *
 * @param scale pixels of the canvas for one unit
 */
export function drawStrokes(context, strokes, scale) {
  context.setTransform(scale, 0, 0, scale, 0, 0);
  for (const stroke of strokes) context.fill(toPath(stroke));
}

/** A drawing as it is read, as a PNG file. */
export async function toPicture(drawing) {
  const context = createPaper(drawing);
  drawDark(context, drawing);
  return await toBlob(context.canvas, "image/png");
}

/** A canvas as a file. */
export function toBlob(canvas, type, quality) {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}

/** Where drawings become pixels: making it takes longer than drawing on it, and it is wanted while the pen moves. */
let paper = null;

/** The same as pixels: red, green, blue and opacity of each. */
export function toPixels(drawing) {
  const { width, height } = sizeOf(drawing);
  if (paper?.canvas.width !== width) paper = createPaper(drawing);
  drawDark(paper, drawing);
  const { data } = paper.getImageData(0, 0, width, height);
  return { width, height, pixels: new Uint8Array(data.buffer) };
}

/** A drawing's size when it is read, most often a pixel for each unit. */
function sizeOf({ width }) {
  const scale = Math.min(1, LONGEST / width);
  return { scale, width: Math.round(scale * width), height: Math.round(scale * HEIGHT) };
}

function createPaper(drawing) {
  const { width, height } = sizeOf(drawing);
  return element("canvas", { width, height }).getContext("2d", { willReadFrequently: true });
}

/** Draws a drawing as it is read: dark on white whatever the screen shows. */
function drawDark(context, drawing) {
  const { scale, width, height } = sizeOf(drawing);
  context.resetTransform();
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#10131a";
  drawStrokes(context, drawing.strokes, scale);
}

/** Whether there is more than dots: a tap alone is nothing to be read. */
export function isWriting({ strokes }) {
  return strokes.some(({ width, points }) => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) > width;
  });
}

/** Outlines that are known already: a stroke's never changes. */
const paths = new WeakMap();

function toPath(stroke) {
  if (paths.has(stroke)) return paths.get(stroke);
  const outline = getStroke(stroke.points, {
    size: stroke.width,
    thinning: 0.55,
    smoothing: 0.5,
    streamline: 0.2,
    simulatePressure: false,
    last: true,
  });
  const path = new Path2D();
  // Curves from middle to middle of the outline's sides are smooth at its points.
  outline.forEach(([x, y], i) => {
    const [nextX, nextY] = outline[(i + 1) % outline.length];
    if (i === 0) path.moveTo((x + nextX) / 2, (y + nextY) / 2);
    else path.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  });
  path.closePath();
  paths.set(stroke, path);
  return path;
}
