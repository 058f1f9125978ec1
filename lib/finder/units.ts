/** What the finder's network counts offsets and characters' longer sides in: pixels for 1. */
export const OFFSET_UNIT = 16;
export const HEIGHT_UNIT = 32;
