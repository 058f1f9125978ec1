import type { Line } from "../../charts/picture_chart.ts";
import type { Found } from "../../finder/find_marks.ts";
import { OFFSET_UNIT } from "../../finder/look.ts";

/**
 * The votes of the ink that belongs to a character: where each pixel says that its character's middle is.
 *
 * The network gives one for two by two pixels.
 *
 * @param every Gives one vote of so many, along and down: all of them would cover the picture.
 * @returns In pixels of what was looked at. Groups are the marks that got the votes, from left to right, so that
 * neighbours are drawn in different colours.
 */
export function votesOf({ look, marks }: Pick<Found, "look" | "marks">, every: number): Line[] {
  const { fine, left, top, ink } = look;
  const votes: Line[] = [];
  marks.toSorted((a, b) => a.x - b.x).forEach(({ box, ink: own }, group) => {
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++) {
        if (own.data[(y - box.y) * box.width + x - box.x] === 0 || !isDark(x, y)) continue;
        const [column, row] = [(x + left) / 2, (y + top) / 2];
        if (column % every !== 0 || row % every !== 0) continue;
        const place = 6 * (row * fine.width + column);
        const from = [x + 1, y + 1] as const;
        const to = [4, 5].map((n, axis) => from[axis] + OFFSET_UNIT * fine.data[place + n]);
        votes.push({ from, to: [to[0], to[1]], group });
      }
    }
  });
  return votes;

  /** More likely ink than not. */
  function isDark(x: number, y: number): boolean {
    return ink.data[y * ink.width + x] > 0.5;
  }
}
