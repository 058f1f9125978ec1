/** What is in doubt is viewed in other ways, as a person would step back, or closer. */
import { type FinderSettings, scaleLooks } from "./finder/finder_settings.ts";
import type { Box, GrayImage } from "./image/gray_image.ts";
import { unionBox } from "./image/union_box.ts";
import { inPicture, partAround, type View, type ViewOptions } from "./read_view.ts";

/** How {@linkcode surestView} views a picture, and what it is content with. */
export interface SurestViewOptions extends Omit<ViewOptions, "within"> {
  /** From this confidence on a character is trusted. */
  readonly threshold: number;
}

/**
 * Views a picture once; where that leaves a doubt, a second time in other pixels, of which the surer one counts;
 * and where some character is not trusted even so, from farther off and by itself, if all is surely read then.
 *
 * @param view Views the picture, see `readView`.
 */
export async function surestView(
  picture: GrayImage,
  view: (options: ViewOptions) => Promise<View>,
  { settings, threshold, single = false, onTrial }: SurestViewOptions,
): Promise<View> {
  const first = await view({ settings, single, onTrial });
  const surest = certaintiesOf(first).some((certainty) => certainty < settings.doubt)
    ? surer(first, await view({ settings: scaleLooks(settings, settings.again), single }), settings)
    : first;
  if (surest.rows.flat().every(({ confidence }) => confidence >= threshold)) return surest;

  // The ends of a large digit lie far from its middle; a dark canvas in a light window has a light of its own.
  const others: ViewOptions[] = [
    { settings: scaleLooks(settings, settings.farther) },
    { settings, within: partRead(surest, settings.narrow, picture) },
  ];
  for (const other of others) {
    const seen = await view(other);
    const characters = seen.rows.flat();
    // Noise, all of it taken for a single digit, would be one too often: it has to show by itself.
    const isRead = single ? characters.length === 1 : characters.length > 0;
    const isSure = characters.every(({ confidence }) => confidence >= settings.convinced);
    if (isRead && isSure) return seen;
  }
  return surest;
}

/** How sure it is of each character that it is right, or that it is no digit. */
function certaintiesOf({ rows }: View): number[] {
  return rows.flat().map(({ confidence }) => Math.max(confidence, 1 - confidence));
}

/** The surer of two views, as if characters were independent; the first where the other is hardly surer, or empty. */
function surer(first: View, other: View, { hardly }: FinderSettings): View {
  const [before, after] = [first, other].map((view) =>
    certaintiesOf(view).reduce((sum, certainty) => sum + Math.log(certainty), 0)
  );
  return other.rows.length > 0 && after > before + hardly ? other : first;
}

/** The part of a picture that holds what was read, and a margin in the longer side of the largest character. */
function partRead({ found, rows }: View, margin: number, picture: GrayImage): Box {
  const boxes = rows.flat().map(({ mark }) => inPicture(mark.box, found));
  const longest = Math.max(...boxes.map(({ width, height }) => Math.max(width, height)));
  return partAround(unionBox(boxes), Math.max(1, margin * longest), picture);
}
