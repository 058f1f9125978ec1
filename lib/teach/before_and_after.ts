import type { Score } from "../model/card.ts";

/** How pictures were read before teaching, and after it. */
export interface BeforeAndAfter {
  readonly before: Score;
  readonly after: Score;
}
