/** What a model folder says about itself: `card.json`. */

import type { NetworkInput } from "../image/prepare.ts";
import type { Trust } from "./trust.ts";

/** The layout of `card.json` that this version reads and writes. */
export const CARD_FORMAT = 1;

/** Loss and accuracy of one part of the data. */
export interface Score {
  /** How many pictures were looked at. */
  readonly images: number;
  /** Mean categorical cross-entropy, in nats. */
  readonly loss: number;
  /** Share of pictures answered right, in [0, 1]. */
  readonly accuracy: number;
}

/** What the cards of all models say. */
export interface Card {
  /** Version of this layout; a reader refuses any other. */
  readonly format: 1;
  /** Which architecture: see `lib/network/`. */
  readonly network: string;
  /** Trainable numbers. */
  readonly parameters: number;
  /** What it learnt from, and how. */
  readonly training: {
    /** What it was trained on: `mnist`, `pen`, or the name of a folder. */
    readonly data: string;
    /** sha256, in hex, of the pixels and labels that it was trained on. */
    readonly dataSha256: string;
    /** Whose pen strokes it learnt from beside the data, if any: see `loadPendigits`. */
    readonly people?: "pendigits";
    readonly seed: number;
    readonly epochs: number;
    /** How many minutes it was given, where the clock was to end it; `epochs` then says how far it came. */
    readonly minutes?: number;
    /** How many steps it made, where the clock or a person ended it. */
    readonly steps?: number;
    /** Whether it was stopped before it had gone through its epochs or minutes. */
    readonly stopped?: boolean;
    readonly batch: number;
    readonly backend: string;
    /** Rates, augmentation and what else the network is trained by where no flag says otherwise. */
    readonly recipe?: Readonly<Record<string, unknown>>;
    /** The commit of this project that trained it; null where that is not known. */
    readonly commit?: string | null;
    /** Whether the weights are the mean of those that it came to and those that it went on from. */
    readonly mean?: boolean;
    /** The training that this one went on from. */
    readonly from?: Card["training"];
  };
  /** How well it did on each part of its data. */
  readonly metrics: { readonly train: Score; readonly validation: Score; readonly test: Score };
  /** Versions of what made it, such as `{"deno": "2.9.6", "@tensorflow/tfjs": "4.22.0"}`. */
  readonly versions: Readonly<Record<string, string>>;
  /** Size and sha256 (hex) of every other file of the folder that is checked when it is read. */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

/** The machine-readable card of a classifier; `card.md` says the same to people. */
export interface ModelCard extends Card {
  /** Class names in the order of the network's outputs. */
  readonly classes: readonly string[];
  /** What pictures it takes. */
  readonly input: NetworkInput;
  /** Answers whose confidence is below this are not given: `digit` is null, `guess` holds the best one. */
  readonly threshold: number;
  /** How sure a reading is, from what classifier and finder say; fitted by `deno task calibrate`. */
  readonly trust?: Trust;
  /** Classes that are no digits, which the finder does not know: how sure they are is the classifier's word. */
  readonly signs?: readonly string[];
}

/** What reading with a classifier, and teaching it, take of its card. */
export type ReadingCard = Pick<
  ModelCard,
  "network" | "classes" | "input" | "threshold" | "trust" | "signs" | "training"
>;

/** The machine-readable card of a finder. */
export interface FinderCard extends Card {
  /** No other network finds. */
  readonly network: "finder";
  /** What it learnt from, and how. */
  readonly training: Card["training"] & {
    /** Pictures that were drawn of the data, and steps in an epoch. */
    readonly pictures: number;
    readonly stepsPerEpoch: number;
  };
}

/** Whether the model was taught, so that its last layers learnt examples: `mindful` is in the recipe of `teach` alone. */
export function isTaught({ recipe }: Card["training"]): boolean {
  return recipe !== undefined && "mindful" in recipe;
}
