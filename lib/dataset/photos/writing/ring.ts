import type { Random } from "../../../base/random.ts";
import type { Point, Stroke } from "../../../image/draw_strokes.ts";
import type { Area } from "../area.ts";

/** How far a ring is drawn from what it goes round, in em. */
const GAP = [0.05, 0.35] as const;

/** Points for each em of the ring's width and height together. */
const POINTS = 20;

/** A ring round something, as people circle an answer: from round to nearly a box, its ends seldom meet. */
export function ring({ left, top, right, bottom }: Area, random: Random): Stroke {
  const roundness = 2 / random.uniform(2, 4);
  // Through the corners of what is inside, a ring would be 2 ** (roundness / 2) times as large; few characters fill them.
  const larger = 2 ** (roundness / 2) * random.uniform(0.85, 1);
  const reach = (length: number) => larger * length / 2 + random.uniform(...GAP);
  const [across, down] = [reach(right - left), reach(bottom - top)];
  const lean = 0.1 * random.normal();
  const start = random.uniform(0, 2 * Math.PI);
  const turn = (random.chance(0.5) ? 1 : -1) * 2 * Math.PI * random.uniform(0.95, 1.15);
  const grows = random.uniform(-0.08, 0.12);
  const count = Math.ceil(POINTS * (across + down));
  return Array.from({ length: count + 1 }, (_, i): Point => {
    const angle = start + i / count * turn;
    const bent = (value: number) => Math.sign(value) * Math.abs(value) ** roundness;
    const far = 1 + grows * i / count + 0.006 * random.normal();
    const y = far * down * bent(Math.sin(angle));
    const x = far * across * bent(Math.cos(angle)) - lean * y;
    return { x: (left + right) / 2 + x, y: (top + bottom) / 2 + y };
  });
}
