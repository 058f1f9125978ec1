import type { Line } from "../../charts/picture_chart.ts";
import type { Found } from "../../finder/find_marks.ts";
import { OFFSET_UNIT } from "../../finder/look.ts";

/**
 * Where a pixel of ink says that the middle of its character is; in pixels of what was looked at.
 *
 * The group is the mark that got the vote, from left to right: neighbours are drawn in different colours.
 */
type Vote = Required<Line>;

/**
 * The votes of the ink that belongs to a character.
 *
 * The network gives one for two by two pixels.
 *
 * @param every Of these votes along and down, one is given: a picture of all shows nothing.
 */
export function votesOf({ look, marks }: Pick<Found, "look" | "marks">, every: number): Vote[] {
  const { fine, left, top, ink } = look;
  const votes: Vote[] = [];
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
