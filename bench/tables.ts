/**
 * Markdown tables, and numbers as they stand in them.
 *
 * @module
 */

/** A share in [0, 1] as `99.50 %`. */
export const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

/** A share with its 95 % interval, as `99.49 (99.33 to 99.61)` percent. */
export const withInterval = (share: number, interval: readonly [low: number, high: number]) => {
  const [value, low, high] = [share, ...interval].map((one) => (100 * one).toFixed(2));
  return `${value} (${low} to ${high})`;
};

/** A table; all columns but the first are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const ruler = head.map((_, i) => i === 0 ? "---" : "---:");
  return [head, ruler, ...rows].map(line).join("\n");
}
