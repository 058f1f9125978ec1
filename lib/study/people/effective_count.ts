/**
 * How many independent answers are worth as much as `people * each` answers of which a person's belong together:
 * Kish's design effect (1965).
 *
 * @param likeness The correlation of two answers of one person, from 0 (people do not differ) to 1 (a person's
 * answers are all alike).
 */
export function effectiveCount(
  { people, each, likeness }: {
    readonly people: number;
    readonly each: number;
    readonly likeness: number;
  },
): number {
  return people * each / (1 + (each - 1) * likeness);
}
