import { toBlob, toPicture } from "../draw_strokes.js";
import { element } from "../element.js";

/** Pixels: the picture's width, its margin, and a drawing's side; drawings stand in rows of five. */
const [WIDTH, MARGIN, SIDE, COLUMNS] = [1200, 40, 208, 5];
/** Pixels from one drawing's left to the next one's, and from its top to that of the one below, which has a line of text. */
const [ACROSS, DOWN] = [(WIDTH - 2 * MARGIN - SIDE) / (COLUMNS - 1), SIDE + 76];
/** Pixels above the drawings, and below them. */
const [HEAD, FOOT] = [190, 50];
const FONT = 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", "Noto Sans Devanagari", sans-serif';
const [PAPER, CARD, INK, QUIET, ACCENT, EDGE] = [
  ..."#f6f4ef #ffffff #1d2430 #5b6472 #0b5cad #7d8592".split(" "),
];

/**
 * A game's result as a PNG file: its name and score, each drawing, and what was asked and read.
 *
 * Its colours are the page's light ones: it is shown elsewhere.
 */
export async function drawResult({ title, score, rounds }) {
  const pictures = await Promise.all(
    rounds.map(async ({ drawing }) => createImageBitmap(await toPicture(drawing))),
  );
  const rows = Math.ceil(rounds.length / COLUMNS);
  const canvas = element("canvas", { width: WIDTH, height: HEAD + rows * DOWN + FOOT });
  const context = canvas.getContext("2d");
  context.fillStyle = PAPER;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const write = (text, { x = MARGIN, y, size, color, weight = 400, align = "left" }) => {
    context.font = `${weight} ${size}px ${FONT}`;
    context.fillStyle = color;
    context.textAlign = align;
    context.fillText(text, x, y, WIDTH - 2 * MARGIN);
  };
  write(title, { y: 90, size: 56, color: INK, weight: 700 });
  write(score, { y: 146, size: 36, color: ACCENT, weight: 600 });
  for (const [i, { asked, read, isWon }] of rounds.entries()) {
    const x = MARGIN + (i % COLUMNS) * ACROSS;
    const y = HEAD + Math.floor(i / COLUMNS) * DOWN;
    context.fillStyle = CARD;
    context.fillRect(x, y, SIDE, SIDE);
    context.drawImage(pictures[i], x, y, SIDE, SIDE);
    context.lineWidth = 3;
    context.strokeStyle = isWon ? ACCENT : EDGE;
    context.strokeRect(x, y, SIDE, SIDE);
    const label = { x: x + SIDE / 2, y: y + SIDE + 44, size: 34, align: "center" };
    write(`${asked} → ${read.replace(/\s+/g, " ")}`, { ...label, color: isWon ? ACCENT : QUIET });
  }
  write(location.host, { y: canvas.height - 24, size: 24, color: QUIET });
  return await toBlob(canvas, "image/png");
}
