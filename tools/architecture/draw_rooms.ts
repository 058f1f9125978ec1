import { palette } from "../../lib/charts/theme.ts";
import { type Arrow, type RoomArrow, roomArrows } from "./arrows.ts";
import { ROOMS } from "./rooms.ts";

/** The rooms that are drawn: tests may import from all others, and none imports from them. */
const DRAWN = ROOMS.filter(({ name }) => name !== "tests/");

/** Sizes in pixels: a box, the gap between two, the space around all, the gap between lanes. */
const BOX = { width: 620, height: 40, gap: 16 };
const MARGIN = 16;
const LANE = 17;

/** Where the line of a room's arrows runs, right of the boxes. */
interface Lane {
  readonly to: number;
  readonly from: readonly number[];
  /** 0 is nearest to the boxes. */
  readonly place: number;
}

/**
 * Draws the rooms as an SVG picture, the lowest at the bottom, with the arrows of {@linkcode roomArrows}.
 *
 * A room's arrows share a line beside the boxes, in a colour of its own; an arrow to the next box is a short one.
 * The same arrows, the same text.
 */
export function drawRooms(arrows: readonly Arrow[]): string {
  const drawn = roomArrows(arrows).filter(([from]) => from < DRAWN.length);
  const lanes = layLanes(drawn.filter(([from, to]) => from - to > 1));
  const width = 2 * MARGIN + BOX.width + LANE * (2 + Math.max(...lanes.map(({ place }) => place)));
  const height = 2 * MARGIN + DRAWN.length * (BOX.height + BOX.gap) - BOX.gap;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans, Verdana, sans-serif" role="img">
<title>The rooms of this repository: each imports from rooms below it only</title>
<rect width="100%" height="100%" fill="#ffffff"/>
${DRAWN.map((_, i) => box(i)).join("\n")}
${drawn.filter(([from, to]) => from - to === 1).map(([from]) => shortArrow(from)).join("\n")}
${lanes.map((lane) => laneOf(lane, lanes)).join("\n")}
</svg>
`;
}

/** Short ways get the lanes near the boxes; a lane is shared where ways do not meet. */
function layLanes(arrows: readonly RoomArrow[]): Lane[] {
  const ways = [...Map.groupBy(arrows, ([, to]) => to)]
    .map(([to, group]) => ({ to, from: group.map(([from]) => from) }))
    .sort((a, b) => Math.max(...a.from) - a.to - (Math.max(...b.from) - b.to) || a.to - b.to);
  const lanes: Lane[] = [];
  for (const way of ways) {
    const meets = (lane: Lane) =>
      lane.to <= Math.max(...way.from) && way.to <= Math.max(...lane.from);
    const taken = new Set(lanes.filter(meets).map(({ place }) => place));
    let place = 0;
    while (taken.has(place)) place++;
    lanes.push({ ...way, place });
  }
  return lanes;
}

/** Upper side of a room's box. */
function top(room: number): number {
  return MARGIN + (DRAWN.length - 1 - room) * (BOX.height + BOX.gap);
}

function box(room: number): string {
  const { name, about } = DRAWN[room];
  const fill = name.startsWith("lib/") ? "#eaf2fa" : "#f5f1e8";
  const y = top(room);
  const line = y + BOX.height / 2 + 4.5;
  return `<rect x="${MARGIN}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="5" fill="${fill}" ` +
    `stroke="#9aa7b4"/>
<text x="${MARGIN + 14}" y="${line}" font-size="13" font-weight="bold" fill="#222222">${name}</text>
<text x="${MARGIN + 160}" y="${line}" font-size="12" fill="#444444">${about}</text>`;
}

/** From a box to the next one. */
function shortArrow(from: number): string {
  const x = MARGIN + 60;
  const y = top(from) + BOX.height;
  return `<path d="M${x} ${y}V${y + BOX.gap - 6}" stroke="#444444" stroke-width="1.8" fill="none"/>
${head(x, y + BOX.gap, "down", "#444444")}`;
}

/** All arrows to one room. */
function laneOf(lane: Lane, lanes: readonly Lane[]): string {
  const { to, from, place } = lane;
  const below = lanes.filter((other) => other.to < to).length;
  const colour = palette[below % palette.length];
  const right = MARGIN + BOX.width;
  const x = right + LANE * (place + 1);
  const end = top(to) + 10;
  const bend = 6;
  const ways = from.map((room) => {
    // Lanes farther out leave higher up, so that they do not cross those nearer by.
    const leaving = lanes.filter(({ from }) => from.includes(room))
      .sort((a, b) => b.place - a.place);
    const y = top(room) + 18 + Math.round(18 * (leaving.indexOf(lane) + 1) / (leaving.length + 1));
    return `M${right} ${y}H${x - bend}Q${x} ${y} ${x} ${y + bend}` +
      `V${end - bend}Q${x} ${end} ${x - bend} ${end}H${right + 6}`;
  });
  return `<path d="${ways.join("")}" stroke="${colour}" stroke-width="1.8" fill="none"/>
${head(right, end, "left", colour)}`;
}

/** An arrow's head whose tip is at (x, y). */
function head(x: number, y: number, way: "down" | "left", colour: string): string {
  const corners = way === "down"
    ? `${x},${y} ${x - 5},${y - 8} ${x + 5},${y - 8}`
    : `${x},${y} ${x + 8},${y - 5} ${x + 8},${y + 5}`;
  return `<polygon points="${corners}" fill="${colour}"/>`;
}
