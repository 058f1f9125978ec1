/// <reference lib="dom" />
import type { Page } from "playwright-core";
import type { Reading } from "../../lib/reading.ts";
import type { PadDrawing } from "./pad_drawings.ts";

/** What was read of a drawing, or why nothing was. */
type Outcome = Reading | { readonly code: string };

/** A drawing's outcome on the device and on the server, and the milliseconds that each took. */
export interface BothOutcomes {
  readonly here: Outcome;
  readonly server: Outcome;
  readonly hereTook: number;
  readonly serverTook: number;
}

/** Has the page's modules read drawings on the device, and its server read the same drawings as files. */
export async function readBoth(
  page: Page,
  drawings: readonly PadDrawing[],
): Promise<BothOutcomes[]> {
  return await page.evaluate(async (drawings) => {
    const load = (name: string) => import(`/${name}`);
    const { toPicture } = await load("draw_strokes.js");
    const { openReader, readHere } = await load("read_here.js");
    const { readPicture } = await load("read_picture.js");
    const { signal } = new AbortController();
    const timed = async (read: () => Promise<Outcome>) => {
      const before = performance.now();
      const outcome = await read().catch(({ code }: { code: string }) => ({ code }));
      return [outcome, performance.now() - before] as const;
    };
    await openReader();
    const outcomes: BothOutcomes[] = [];
    for (const drawing of drawings) {
      const [here, hereTook] = await timed(() => readHere(drawing, ["inputs"], signal));
      const [server, serverTook] = await timed(async () =>
        readPicture(await toPicture(drawing), ["inputs"], signal)
      );
      outcomes.push({ here, server, hereTook, serverTook });
    }
    return outcomes;
  }, drawings);
}
