/** Everything that decides something between the finder's network and its answer, in one place. */
export const SETTINGS = {
  /** Pixels of the longer side of what is decoded: four looks' worth. */
  picture: 896,
  /** Pixels of the longer side that are looked at first. */
  firstLook: 224,
  /** Smaller pictures are enlarged to it: strokes of a pixel or two show the network nothing. */
  smallest: 112,
  /** Pixels of the longer side that are looked at again where nothing is found at first. */
  emptyLook: 448,
  /** Lower digits, in pixels of the first look, are looked at again; and the height that they then get. */
  lowDigit: 36,
  wantedDigit: 44,
  /** Pixels of the longer side of what is looked at again, at most. */
  secondLook: 640,
  /** What is looked at again reaches beyond what was found by this, in heights of a digit. */
  around: 0.8,
  /** A middle is one from this probability on. */
  middle: 0.3,
  /** Of two middles nearer than this, in heights of the lower character, the less sure one is none. */
  apart: 0.2,
  /** A pixel is ink from this probability on. */
  ink: 0.35,
  /** Where a digit is known to be, and none is found, from this. */
  faintInk: 0.1,
  /** Ink points to its character's middle, at most this far off, in heights. */
  astray: 0.5,
} as const;
