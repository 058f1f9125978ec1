/**
 * Takes away what an eraser passes over; a stroke that is cut goes on as several.
 *
 * @param strokes `{width, points: [[x, y, pressure], …]}` each
 * @param from where the eraser was, and `to`, where it is: `[x, y]`
 * @param radius of the eraser, in the same units
 * @returns the strokes that are left; the same ones where nothing was touched
 */
export function eraseStrokes(strokes, from, to, radius) {
  const left = strokes.flatMap((stroke) => {
    const reach = radius + stroke.width / 2;
    const isGone = ([x, y]) => distanceToSegment(x, y, from, to) < reach;
    const points = fillIn(stroke.points, reach / 3);
    if (!points.some(isGone)) return [stroke];
    const pieces = [[]];
    for (const point of points) {
      if (!isGone(point)) pieces.at(-1).push(point);
      else if (pieces.at(-1).length > 0) pieces.push([]);
    }
    return pieces.filter(({ length }) => length > 1).map((points) => ({ ...stroke, points }));
  });
  return left.length === strokes.length && left.every((stroke, i) => stroke === strokes[i])
    ? strokes
    : left;
}

/** The points with more between them, none further than `step` from the next. */
function fillIn(points, step) {
  return points.flatMap((point, i) => {
    if (i === 0) return [point];
    const before = points[i - 1];
    const count = Math.ceil(Math.hypot(point[0] - before[0], point[1] - before[1]) / step) || 1;
    return Array.from({ length: count }, (_, k) => {
      const share = (k + 1) / count;
      return point.map((value, axis) => before[axis] + share * (value - before[axis]));
    });
  });
}

function distanceToSegment(x, y, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const share = length2 === 0
    ? 0
    : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2));
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}
