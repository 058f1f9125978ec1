/** What decides something between the finder's network and its answer. */
export interface FinderSettings {
  /** Pixels of the longer side of what is decoded; of a strip, here and below, see `workingSide`. */
  readonly picture: number;
  /** Pixels of the longer side that are looked at first. */
  readonly firstLook: number;
  /** Smaller pictures are enlarged to it: strokes of a pixel or two show the network nothing. */
  readonly smallest: number;
  /**
   * Pixels of the longer side of a second look at all of it, where the first finds nothing. With more, it sees
   * writing where there is none.
   */
  readonly emptyLook: number;
  /** Where no character of a look is as sure as this, all of the picture is looked at again. */
  readonly sureMiddle: number;
  /** Likewise where its digits' longer side is below this, in pixels: others may have been missed. */
  readonly tinyDigit: number;
  /** Digits whose longer side is below this, in pixels of the last look, are looked at again. */
  readonly lowDigit: number;
  /** The longer side, in pixels, that they then get. */
  readonly wantedDigit: number;
  /** Pixels of the longer side of what is looked at again, at most. */
  readonly secondLook: number;
  /** Where a character is less sure than this to be right, or to be no digit, the picture is read a second time. */
  readonly doubt: number;
  /** Its looks are then so many times as large. */
  readonly again: number;
  /** The second reading counts if the logarithm of its probability is more by this. */
  readonly hardly: number;
  /** Where a character is not trusted, the picture is seen from farther off: its looks are so many times as large. */
  readonly farther: number;
  /** Then as if it ended with what was found and this margin, in the longer side of the largest character. */
  readonly narrow: number;
  /** Such a reading counts if all its characters are as sure as this. */
  readonly convinced: number;
  /** Margin round what was found, for the closer look and for pixels as they stand, in a digit's longer side. */
  readonly around: number;
  /** A digit's middle is one from this probability on. */
  readonly middle: number;
  /** Another sign's middle is one from this probability on. */
  readonly signMiddle: number;
  /** Where no middle reaches `middle` or `signMiddle`, all ink is one character if some place is as sure as this. */
  readonly faintMiddle: number;
  /** Places from this probability on are offered to the classifier, and are a digit's middle if it reads them. */
  readonly part: number;
  /** Parts of one character at most. */
  readonly mostParts: number;
  /** From this confidence on parts, alone or together, are taken for a digit. */
  readonly likely: number;
  /** With `single`, and no mark found: the digit probability that all ink together is given. */
  readonly said: number;
  /** Of two middles nearer than this, in the smaller character's longer side, the less sure one is none. */
  readonly apart: number;
  /** A pixel is ink from this probability on. */
  readonly ink: number;
  /** Where no pixel is ink by `ink`, those from this probability on are. */
  readonly faintInk: number;
  /** Ink probability below which a pixel is paper; above 1 minus this it is stroke. */
  readonly surely: number;
  /** Paper is looked for around a character as far as this, in its sizes. */
  readonly paperAround: number;
  /** Neighbours in a row stand higher or lower than each other by less than this, in their mean height. */
  readonly sameRow: number;
  /** A step up or down counts as one across so many times as far: over a gap a row may climb more. */
  readonly steep: number;
  /** A character is in a row if it stands beside one of so many before it: hands jump. */
  readonly nearest: number;
  /** A gap wider than the usual one by this, in heights of a row's digits, is a space: fonts have narrow ones. */
  readonly space: number;
  /** The share of gaps that are narrower than the usual one: in a number, most are. */
  readonly usual: number;
  /** The usual gap is at most this. */
  readonly usualGap: number;
  /** Ink points to its character's middle, at most this far off, in the character's longer side. */
  readonly astray: number;
}

/**
 * The numbers in use, all in one place.
 *
 * Chosen on drawn pictures of MNIST's validation digits by `deno task tune`; reports/finder.md shows what others
 * would do.
 */
export const SETTINGS: FinderSettings = {
  picture: 896,
  firstLook: 192,
  smallest: 112,
  emptyLook: 448,
  sureMiddle: 0.6,
  tinyDigit: 16,
  lowDigit: 36,
  wantedDigit: 44,
  secondLook: 640,
  doubt: 0.7,
  again: 0.84,
  hardly: 0.1,
  farther: 0.5,
  narrow: 0.05,
  convinced: 0.8,
  around: 0.8,
  middle: 0.35,
  signMiddle: 0.8,
  faintMiddle: 0.2,
  part: 0.1,
  mostParts: 3,
  likely: 0.5,
  said: 0.7,
  apart: 0.1,
  ink: 0.35,
  faintInk: 0.1,
  surely: 0.1,
  paperAround: 0.2,
  sameRow: 0.75,
  steep: 3,
  nearest: 2,
  space: 0.35,
  usual: 0.4,
  usualGap: 0.5,
  astray: 0.5,
};

/** The settings with which a picture is looked at in so many times the pixels: strokes fall on other ones then. */
export function scaleLooks(settings: FinderSettings, times: number): FinderSettings {
  const scaled = (key: keyof FinderSettings) => Math.round(times * settings[key]);
  return {
    ...settings,
    firstLook: scaled("firstLook"),
    smallest: scaled("smallest"),
    lowDigit: scaled("lowDigit"),
    wantedDigit: scaled("wantedDigit"),
    secondLook: scaled("secondLook"),
  };
}
