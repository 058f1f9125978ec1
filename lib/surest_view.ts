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
  const surest = first.certainty < settings.doubt
    ? surer(first, await view({ settings: scaleLooks(settings, settings.again), single }), settings)
    : first;
  const characters = surest.rows.flat();
  if (characters.every(({ confidence }) => confidence >= threshold)) return surest;

  // The ends of a large digit lie far from its middle; a dark canvas in a light window has a light of its own.
  const others: ViewOptions[] = [
    { settings: scaleLooks(settings, settings.farther) },
    { settings, within: writtenPart(surest, settings.narrow, picture) },
  ];
  for (const other of others) {
    const seen = await view(other);
    const isRead = single ? seen.rows.flat().length === 1 : seen.rows.length > 0;
    if (isRead && seen.rows.flat().every(({ confidence }) => confidence >= settings.convinced)) {
      return seen;
    }
  }
  return surest;
}

/** Of two views the surer one; the first where the other shows nothing, or is hardly surer. */
function surer(first: View, other: View, { hardly }: FinderSettings): View {
  const isSurer = other.logCertainty > first.logCertainty + hardly;
  return isSurer && other.rows.length > 0 ? other : first;
}

/** The part of a picture that holds what was read, and a margin in the longer side of the largest character. */
function writtenPart({ found, rows }: View, margin: number, picture: GrayImage): Box {
  const boxes = rows.flat().map(({ mark }) => inPicture(mark.box, found));
  const longest = Math.max(...boxes.map(({ width, height }) => Math.max(width, height)));
  return partAround(unionBox(boxes), margin * longest, picture);
}
