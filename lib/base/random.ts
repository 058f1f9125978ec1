/**
 * A small seeded source of random numbers: the same seed gives the same numbers everywhere.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, fast in JavaScript's
 * 32-bit integers. It is not for secrets.
 *
 * @module
 */

/** A stream of random numbers. */
export interface Random {
  /** A number in [low, high); [0, 1) when no bounds are given. */
  uniform(low?: number, high?: number): number;
  /** A number in [low, high) whose logarithm is uniform: as often from 10 to 20 as from 20 to 40. */
  logUniform(low: number, high: number): number;
  /** One of several. */
  pick<T>(choices: readonly T[]): T;
  /** A whole number from 0 to `bound` - 1. */
  integer(bound: number): number;
  /** A number from the normal distribution of mean 0 and standard deviation 1. */
  normal(): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** Puts an array into random order, in place, and returns it (Fisher and Yates). */
  shuffle<T extends { length: number; [index: number]: unknown }>(array: T): T;
  /**
   * A stream of its own: what is drawn from it shifts nothing else. It depends on the label and on what this
   * stream has drawn before; the same label at the same place gives the same numbers.
   */
  fork(label: string): Random;
}

/** Makes a {@linkcode Random} from a whole-number seed. */
export function createRandom(seed: number): Random {
  return fromState(seed >>> 0, (seed / 2 ** 32) >>> 0, 0x9e3779b9);
}

function fromState(a: number, b: number, c: number): Random {
  let d = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  // Nearby seeds start out alike; a dozen rounds mix them apart.
  for (let i = 0; i < 12; i++) next();

  const random: Random = {
    uniform: (low = 0, high = 1) => low + (high - low) * (next() / 2 ** 32),
    logUniform: (low, high) => low * (high / low) ** random.uniform(),
    pick: (choices) => choices[random.integer(choices.length)],
    integer: (bound) => Math.floor((next() / 2 ** 32) * bound),
    normal() {
      // Box and Muller 1958; 1 - u keeps the logarithm's argument above zero.
      const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
      return radius * Math.cos(2 * Math.PI * random.uniform());
    },
    chance: (probability) => random.uniform() < probability,
    shuffle(array) {
      for (let i = array.length - 1; i > 0; i--) {
        const j = random.integer(i + 1);
        [array[i], array[j]] = [array[j], array[i]];
      }
      return array;
    },
    fork(label) {
      // FNV-1a over the label, mixed with numbers of this stream.
      let hash = 0x811c9dc5;
      for (const byte of new TextEncoder().encode(label)) {
        hash = Math.imul(hash ^ byte, 0x01000193);
      }
      return fromState(hash >>> 0, a ^ hash, c);
    },
  };
  return random;
}
