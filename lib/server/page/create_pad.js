import { createHistory } from "./create_history.js";
import { drawStrokes, HEIGHT, SQUARE, WIDE } from "./draw_strokes.js";
import { eraseStrokes } from "./erase_strokes.js";

/** Width of the pen before anyone changes it, in the drawing's units. */
const PEN = 26;
/** How far a tap may slip, in the drawing's units. */
const TAP = 10;
/** The button by which a pen says that it is turned round. */
const ERASER_END = 5;

/**
 * A pad to draw on, with mouse, finger or pen. A drawing is `{width, strokes}`, and a stroke
 * `{width, points: [[x, y, pressure], …]}`.
 *
 * @param canvas the element to draw on, in its CSS colour
 * @param onDraw told of the drawing as it is while the pen goes on
 * @param onBegin told when a stroke begins
 * @param onChange told of the drawing when it has changed
 * @param tapAt gives what a tap at a point does instead of drawing a dot; null where it draws one
 * @param signal ends a pad that goes before the page does
 */
export function createPad(canvas, { onBegin, onDraw, onChange, tapAt, signal }) {
  const context = canvas.getContext("2d");
  const history = createHistory({ width: SQUARE, strokes: [] });
  /** The pointer that draws or erases, and the strokes as they are meanwhile. */
  let pen = null;
  /** Fingers that touched the pad and were not lifted yet: two draw nothing. */
  const touching = new Set();

  const pad = {
    /** Width of the pen, in the drawing's units. */
    pen: PEN,
    isErasing: false,
    get drawing() {
      return history.now;
    },
    get canUndo() {
      return history.canUndo;
    },
    get canRedo() {
      return history.canRedo;
    },
    get isWide() {
      return history.now.width > SQUARE;
    },
    /** Shows another drawing; the one before can be brought back. */
    show(drawing) {
      history.push(drawing);
      changed();
    },
    /** Empties the pad and tells nobody; the drawing can be brought back. */
    clear() {
      // A stroke that is being drawn would bring it back by itself.
      pen = null;
      if (history.now.strokes.length > 0) history.push({ ...history.now, strokes: [] });
      paint();
    },
    /** Takes the last stroke away, or the one that is being drawn. */
    undo() {
      if (pen) return cancel();
      history.undo();
      changed();
    },
    redo() {
      pen = null;
      history.redo();
      changed();
    },
    /** Makes the pad a line's or a square; what would be cut off is made smaller. */
    toggleWide() {
      const { strokes } = history.now;
      if (!pad.isWide) return pad.show({ width: WIDE, strokes });
      const right = Math.max(
        SQUARE,
        ...strokes.flatMap(({ width, points }) => points.map(([x]) => x + width)),
      );
      pad.show({ width: SQUARE, strokes: shrink(strokes, SQUARE / right) });
    },
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") {
      touching.add(event.pointerId);
      // A palm that rests beside the pen is no finger.
      if (pen?.isPen) return;
      if (touching.size > 1) return cancel();
    }
    if (event.button !== 0 && event.button !== ERASER_END) return;
    canvas.setPointerCapture(event.pointerId);
    const point = toPoint(event);
    const { strokes } = history.now;
    const pointer = { id: event.pointerId, isPen: event.pointerType === "pen" };
    if (pad.isErasing || event.button === ERASER_END) {
      pen = { ...pointer, strokes, eraser: point };
      onBegin();
      erase(point);
    } else {
      pen = {
        ...pointer,
        strokes: [...strokes, { width: pad.pen, points: [point] }],
        tap: tapAt?.(...point),
      };
      if (!pen.tap) onBegin();
    }
    paint();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (pen?.id !== event.pointerId) return;
    const points = (event.getCoalescedEvents?.() ?? []).map(toPoint);
    for (const point of points.length > 0 ? points : [toPoint(event)]) {
      if (pen.eraser) erase(point);
      else addPoint(point);
    }
    if (pen.tap) {
      if (!isLong(pen.strokes.at(-1))) return;
      pen.tap = null;
      onBegin();
    }
    // Whoever reads it begins while it is painted.
    onDraw({ ...history.now, strokes: pen.strokes });
    paint();
  });
  canvas.addEventListener("pointerup", (event) => {
    if (pen?.id !== event.pointerId) return;
    const { strokes, tap } = pen;
    pen = null;
    if (tap) tap();
    else if (strokes === history.now.strokes) changed();
    else pad.show({ ...history.now, strokes });
  });
  canvas.addEventListener("pointercancel", (event) => {
    if (pen?.id === event.pointerId) cancel();
  });
  // They may be lifted elsewhere.
  for (const type of ["pointerup", "pointercancel"]) {
    addEventListener(type, (event) => touching.delete(event.pointerId), { signal });
  }
  // The canvas follows the screen's pixels in its place, and the page's colours.
  new ResizeObserver(fit).observe(canvas);
  addEventListener("resize", fit, { signal });
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", paint, { signal });
  }
  return pad;

  function fit() {
    const { width, height } = canvas.getBoundingClientRect();
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    paint();
  }

  function cancel() {
    if (!pen) return;
    const { tap } = pen;
    pen = null;
    if (!tap) changed();
  }

  function changed() {
    paint();
    onChange(history.now);
  }

  /** Strokes are values: one that grows is a new one. */
  function addPoint(point) {
    const stroke = pen.strokes.at(-1);
    pen.strokes = [
      ...pen.strokes.slice(0, -1),
      { ...stroke, points: [...stroke.points, point] },
    ];
  }

  function erase(point) {
    pen.strokes = eraseStrokes(pen.strokes, pen.eraser, point, pad.pen / 2);
    pen.eraser = point;
  }

  function toPoint(event) {
    const frame = canvas.getBoundingClientRect();
    const scale = HEIGHT / frame.height;
    // A stroke that leaves the pad goes along its side: what nobody sees is not kept.
    const within = (value, most) => Math.min(most + pad.pen, Math.max(-pad.pen, value));
    return [
      within((event.clientX - frame.left) * scale, history.now.width),
      within((event.clientY - frame.top) * scale, HEIGHT),
      // Only pens know how hard they are pressed.
      event.pointerType === "pen" ? event.pressure : 0.5,
    ];
  }

  function paint() {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = getComputedStyle(canvas).color;
    const { strokes } = pen && !pen.tap ? pen : history.now;
    drawStrokes(context, strokes, canvas.height / HEIGHT);
  }
}

/** Whether a stroke is more than a tap. */
function isLong({ points: [[x, y], ...rest] }) {
  return rest.some((point) => Math.hypot(point[0] - x, point[1] - y) > TAP);
}

/** Makes strokes smaller, round the middle of the left side. */
function shrink(strokes, factor) {
  if (factor === 1) return strokes;
  return strokes.map(({ width, points }) => ({
    width: width * factor,
    points: points.map(([x, y, pressure]) => [
      x * factor,
      HEIGHT / 2 + (y - HEIGHT / 2) * factor,
      pressure,
    ]),
  }));
}
