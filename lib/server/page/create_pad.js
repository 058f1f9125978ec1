/** The pad in its own units, whatever the screen: what is sent has as many pixels. */
const SIDE = 560;
/** Width of the pen, in the pad's units. */
const PEN = 26;
/** How long the pen rests, in milliseconds, before a stroke over an old digit starts anew. */
const REST = 1500;

/**
 * A pad to draw on. Strokes are kept as `{width, points: [[x, y], …]}`.
 *
 * @param canvas the element to draw on
 * @param onBegin told when the pen touches the pad, and whether that starts a new drawing
 * @param onChange told of the strokes when one is done, or taken away
 * @param isTaken whether what was read covers a point; a stroke from there after a rest starts anew
 */
export function createPad(canvas, { onBegin, onChange, isTaken }) {
  const context = canvas.getContext("2d");
  canvas.width = canvas.height = SIDE;
  let strokes = [];
  /** The pointer that draws, and what it drew until now. */
  let pen = null;
  /** Others that touch the pad meanwhile: two fingers draw nothing. */
  const touching = new Set();
  let lifted = 0;

  canvas.addEventListener("pointerdown", (event) => {
    touching.add(event.pointerId);
    if (touching.size > 1) return cancel();
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    const point = toPoint(event);
    const anew = strokes.length > 0 && event.timeStamp - lifted > REST && isTaken(...point);
    pen = {
      id: event.pointerId,
      before: strokes,
      strokes: anew ? [] : strokes,
      stroke: { width: PEN, points: [point] },
    };
    onBegin({ anew });
    paint();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (pen?.id !== event.pointerId) return;
    pen.stroke.points.push(toPoint(event));
    paint();
  });
  canvas.addEventListener("pointerup", (event) => {
    touching.delete(event.pointerId);
    if (pen?.id !== event.pointerId) return;
    lifted = event.timeStamp;
    set([...pen.strokes, pen.stroke]);
  });
  canvas.addEventListener("pointercancel", (event) => {
    touching.delete(event.pointerId);
    if (pen?.id === event.pointerId) cancel();
  });

  function cancel() {
    if (pen) set(pen.before);
  }

  function set(next) {
    pen = null;
    strokes = next;
    paint();
    onChange(strokes);
  }

  function toPoint(event) {
    const frame = canvas.getBoundingClientRect();
    return [
      (event.clientX - frame.left) * SIDE / frame.width,
      (event.clientY - frame.top) * SIDE / frame.height,
    ];
  }

  function paint() {
    draw(context, pen ? [...pen.strokes, pen.stroke] : strokes);
  }

  return {
    clear: () => set([]),
    /** What is drawn, as a picture to be read. */
    toBlob: () => new Promise((resolve) => canvas.toBlob(resolve, "image/png")),
  };
}

/** Whether there is more than dots: a tap alone is nothing to be read. */
export function isWriting(strokes) {
  return strokes.some(({ width, points }) => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) > width;
  });
}

function draw(context, strokes) {
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, SIDE, SIDE);
  context.lineCap = context.lineJoin = "round";
  context.strokeStyle = "#10131a";
  for (const { width, points } of strokes) {
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(...points[0]);
    // A line needs some length to be seen: a tap is a dot.
    if (points.length === 1) context.lineTo(points[0][0] + 0.1, points[0][1]);
    for (const point of points.slice(1)) context.lineTo(...point);
    context.stroke();
  }
}
