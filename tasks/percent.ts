/** A share in [0, 1] as percent, to be set in columns: ` 98.70 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2).padStart(6)} %`;
}
