import { SQUARE, WIDE } from "./draw_strokes.js";

/** What a link's fragment begins with where it holds a drawing. */
const MARK = "#d=";
/** Most bytes that a drawing may be unpacked to. */
const BYTES = 1e6;

/**
 * A drawing as a link's fragment: nothing of it is sent anywhere, fragments stay in the browser.
 *
 * Places are whole numbers, each after the first as a step from the one before, in JSON that is deflated.
 */
export async function toFragment({ width, strokes }) {
  const packed = strokes.map((stroke) => [
    Math.round(stroke.width),
    ...toSteps(
      stroke.points.map(([x, y, pressure]) =>
        [x, y, 100 * pressure].map((value) => Math.round(value))
      ),
    ),
  ]);
  const json = new Blob([JSON.stringify([width, packed])]);
  const bytes = await read(json.stream().pipeThrough(new CompressionStream("deflate-raw")));
  return MARK + btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * The drawing in a link's fragment; null where it holds none.
 *
 * @throws {Error} where it is damaged
 */
export async function fromFragment(fragment) {
  if (!fragment.startsWith(MARK)) return null;
  const base64 = fragment.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const [width, packed] = JSON.parse(new TextDecoder().decode(await read(stream)));
  const strokes = packed.map(([width, ...steps]) => ({ width, points: fromSteps(steps) }));
  const isSound = [SQUARE, WIDE].includes(width) &&
    strokes.every(({ width, points }) =>
      width >= 1 && width <= 200 && points.length > 0 &&
      points.flat().every((value) => Number.isFinite(value) && Math.abs(value) < 3000)
    );
  if (!isSound) throw new Error("no drawing");
  return { width, strokes };
}

function toSteps(points) {
  return points.flatMap((point, i) =>
    i === 0 ? point : point.map((value, axis) => value - points[i - 1][axis])
  );
}

function fromSteps(steps) {
  const at = [0, 0, 0];
  return Array.from({ length: steps.length / 3 }, (_, i) => {
    at.forEach((_, axis) => at[axis] += steps[3 * i + axis]);
    return [at[0], at[1], at[2] / 100];
  });
}

async function read(stream) {
  const chunks = [];
  let size = 0;
  for (const reader = stream.getReader();;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    size += value.length;
    if (size > BYTES) throw new Error("too large");
    chunks.push(value);
  }
}
