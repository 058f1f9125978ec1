import type { Arrow } from "./arrows.ts";
import { roomOf } from "./rooms.ts";

/** Two rooms, as places in the list: the first imports from the second, which comes before it. */
export type RoomArrow = readonly [from: number, to: number];

/**
 * The fewest arrows between rooms that tell which room leads to which: an arrow is left out where a longer way
 * over other rooms leads there too (the transitive reduction; Aho, Garey and Ullman 1972).
 *
 * @param arrows All of them go to an earlier room, or stay in theirs.
 */
export function roomArrows(arrows: readonly Arrow[]): RoomArrow[] {
  const uses = new Map<number, Set<number>>();
  for (const { from, to } of arrows) {
    const [a, b] = [roomOf(from), roomOf(to)];
    if (a !== b) uses.set(a, (uses.get(a) ?? new Set()).add(b));
  }
  const leadsTo = (a: number, b: number): boolean =>
    [...uses.get(a) ?? []].some((next) => next === b || (next > b && leadsTo(next, b)));
  return [...uses].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other > to && leadsTo(other, to)))
      .map((to): RoomArrow => [from, to])
  ).sort(([a, b], [c, d]) => a - c || b - d);
}
