import type { TopLevelSpec } from "vega-lite";
import { argmax } from "../../base/argmax.ts";
import { imageGrid } from "../../charts/image_grid.ts";
import { pictureChart } from "../../charts/picture_chart.ts";
import type { Character } from "../../read_rows.ts";
import type { Choice } from "./first_choice.ts";

/**
 * A {@linkcode Choice} in two charts: the parts of the row, numbered, and everything that was tried, with what
 * the classifier saw of it and said.
 *
 * @param title What kind of choice it is.
 */
export async function choiceCharts(
  title: string,
  { picture, found, trials, chosen, text }: Choice,
  classes: readonly string[],
): Promise<TopLevelSpec[]> {
  const nameOf = ({ first, count }: Character) =>
    Array.from({ length: count }, (_, n) => first + n + 1).join("+");
  const captionOf = (one: Character) => {
    const best = classes[argmax(one.probabilities)];
    return `${nameOf(one)}: ${best}, ${(100 * one.confidence).toFixed(0)} %`;
  };
  return await Promise.all([
    pictureChart({
      title: `${title}: ${text}`,
      subtitle: `number ${picture} that was drawn; characters that the finder alone found: ` +
        `${found.marks.length}; boxes: all parts that were tried`,
      image: found.seen,
      size: 360,
      boxes: trials.filter(({ count }) => count === 1)
        .map((part) => ({ ...part.mark.box, label: nameOf(part), group: part.first })),
    }),
    imageGrid({
      title: `Chosen: ${chosen.map(nameOf).join(", ")}`,
      subtitle: "all that was tried: which parts, read as, how likely that is right",
      columns: 6,
      size: 72,
      pictures: trials.map((one) => ({ image: one.input, caption: captionOf(one) })),
    }),
  ]);
}
