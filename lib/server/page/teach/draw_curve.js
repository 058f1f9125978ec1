import { drawn } from "../element.js";

/** The loss that fills the height at least: what is less is nearly nothing. */
const LOSS = 0.1;
/** Width and height of the curves, in units of their drawing. */
const [WIDTH, HEIGHT] = [240, 80];

/**
 * Draws how a lesson goes: what is still wrong with the examples learned from, and the share of those held out that
 * is read right.
 *
 * @param svg what it is drawn in
 */
export function drawCurve(svg, records) {
  svg.setAttribute("viewBox", `-2 -2 ${WIDTH + 4} ${HEIGHT + 4}`);
  const most = Math.max(LOSS, ...records.map(({ loss }) => loss));
  const line = (name, share) => {
    const points = records.map((record) => {
      const x = WIDTH * record.epoch / record.epochs;
      return `${x.toFixed(1)},${(HEIGHT * (1 - share(record))).toFixed(1)}`;
    });
    return drawn("polyline", { class: name, points: points.join(" ") });
  };
  const lines = [line("loss", ({ loss }) => loss / most)];
  if (records[0]?.held.images > 0) lines.push(line("held", ({ held }) => held.accuracy));
  svg.replaceChildren(
    drawn("path", { class: "axes", d: `M0 0V${HEIGHT}H${WIDTH}` }),
    ...lines,
  );
}
