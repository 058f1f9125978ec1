/** Teaching: a network's last layers learn from a few examples, and keep what they knew. */
import { score } from "../evaluation/score.ts";
import type { Score } from "../model/card.ts";
import {
  answerDense,
  type DenseLayer,
  gatherRows,
  inputsOf,
  padRows,
  withMoreClasses,
} from "./dense_layers.ts";
import { teachLayers } from "./teach_layers.ts";

/**
 * How it is taught, as plain data; a taught model's card repeats it. Chosen on two drawn hands, seeds 133 and 180 of
 * the pen set, and on MNIST's validation digits.
 */
export const TEACHING = {
  /** Times through the new examples; fewer where they are many, see {@linkcode epochsFor}. */
  epochs: 60,
  /** New examples a step, and old digits beside each of them. */
  batch: 8,
  mindful: 6,
  /** Adam's step size at the start; larger where a class is new, which is unknown at first. */
  learningRate: 0.0005,
  learningRateOfNew: 0.002,
  /** Old digits of each class that are rehearsed. */
  memory: 200,
  /** Of each class the last of so many examples is held out. */
  holdOut: 4,
} as const;

/** About so many examples are shown at most, all times through them together. */
const MOST = 6_000;

/** Rows of features, and the name of each one's class. */
export interface Examples {
  /** `names.length * n` numbers, row by row. */
  readonly features: Float32Array;
  readonly names: readonly string[];
}

/** What {@linkcode teach} takes. */
export interface TeachOptions {
  /** The last layers of a network, from its features on: they are left as they are. */
  readonly layers: readonly DenseLayer[];
  /** What its answers stand for. */
  readonly classes: readonly string[];
  /** What is new: of classes that it knows, or of others, which it learns to tell from them. */
  readonly examples: Examples;
  /** Old pictures, which it is to go on reading as it does: rows of features. */
  readonly memory: Float32Array;
  /** As {@linkcode TEACHING} has it when left out. */
  readonly epochs?: number;
  readonly seed: number;
  /** Called after each time through the examples, and waited for. */
  readonly onEpoch?: (record: TeachingRecord) => void | Promise<void>;
  /** Stops after the epoch in progress; where none is done, its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** How far teaching is. */
export interface TeachingRecord {
  /** From 1 up to `epochs`. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean cross-entropy of the examples that it learns from, in nats. */
  readonly loss: number;
  /** Of the examples held out; `images` is 0 where there are none. */
  readonly held: Score;
}

/** Taught layers, and how they were taught. */
interface Taught {
  readonly layers: readonly DenseLayer[];
  /** Those that were known, then the new ones in the order in which they first appear. */
  readonly classes: readonly string[];
  /** Places among the examples of those learned from, and of those held out. */
  readonly learned: readonly number[];
  readonly held: readonly number[];
  /** Times that it went through the examples. */
  readonly epochs: number;
}

/**
 * Teaches copies of a network's last layers from examples, while they rehearse old pictures.
 *
 * For the old ones, what the network itself says of them is what it is to go on saying (Li and Hoiem, "Learning
 * without forgetting", 2016), doubts and mistakes too: so it stays as sure as it was where nothing new is shown.
 * Of every class each fourth example is held out, never learned from. The same seed gives the same layers.
 *
 * @throws {RangeError} when there are no examples, or features of another length.
 */
export async function teach(options: TeachOptions): Promise<Taught> {
  const { examples, memory, seed, onEpoch, signal } = options;
  const length = inputsOf(options.layers[0]);
  if (examples.names.length === 0) throw new RangeError("there is nothing to learn from");
  if (examples.features.length !== length * examples.names.length || memory.length % length > 0) {
    throw new RangeError(`features are rows of ${length} numbers for these layers`);
  }
  const classes = [...new Set([...options.classes, ...examples.names])];
  const more = classes.length - options.classes.length;
  const layers = withMoreClasses(options.layers, more);
  const { learned, held } = holdOut(examples.names);
  const epochs = options.epochs ?? epochsFor(learned.length);
  const { features, names } = rowsOf(examples, learned);
  const heldOut = rowsOf(examples, held);
  let done = 0;
  const taught = await teachLayers({
    ...{ layers, epochs, seed, signal },
    ...{ batch: TEACHING.batch, mindful: TEACHING.mindful },
    learningRate: more > 0 ? TEACHING.learningRateOfNew : TEACHING.learningRate,
    fresh: { features, targets: oneHot(names, classes), size: learned.length },
    memory: {
      features: memory,
      targets: padRows(answerDense(options.layers, memory), options.classes.length, classes.length),
      size: memory.length / length,
    },
    onEpoch(epoch, loss, now) {
      done = epoch;
      return onEpoch?.({ epoch, epochs, loss, held: scoreOf({ layers: now, classes }, heldOut) });
    },
  });
  if (done === 0) signal?.throwIfAborted();
  return { layers: taught, classes, learned, held, epochs: done };
}

/** How often teaching goes through so many examples. */
export function epochsFor(examples: number): number {
  return Math.min(TEACHING.epochs, Math.max(4, Math.round(MOST / examples)));
}

/** Loss and accuracy of layers on examples; classes that they do not know are never answered. */
export function scoreOf(
  { layers, classes }: Pick<TeachOptions, "layers" | "classes">,
  { features, names }: Examples,
): Score {
  const all = [...new Set([...classes, ...names])];
  const answers = names.length > 0 ? answerDense(layers, features) : new Float32Array();
  return score(
    padRows(answers, classes.length, all.length),
    names.map((name) => all.indexOf(name)),
  );
}

/** The examples at these places. */
export function rowsOf({ features, names }: Examples, places: readonly number[]): Examples {
  const rows = gatherRows(features, features.length / names.length, places);
  return { features: rows, names: places.map((place) => names[place]) };
}

/** Which examples are learned from, and which are held out: of every class each fourth. */
function holdOut(names: readonly string[]): { learned: number[]; held: number[] } {
  const seen = new Map<string, number>();
  const [learned, held]: number[][] = [[], []];
  names.forEach((name, place) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    (count % TEACHING.holdOut === 0 ? held : learned).push(place);
  });
  return { learned, held };
}

function oneHot(names: readonly string[], classes: readonly string[]): Float32Array {
  const targets = new Float32Array(names.length * classes.length);
  names.forEach((name, i) => targets[i * classes.length + classes.indexOf(name)] = 1);
  return targets;
}
