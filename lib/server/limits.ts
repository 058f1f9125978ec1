/** What the server takes, from all clients together and from one. */
export interface Limits {
  /** Largest body, in bytes. */
  readonly bytes: number;
  /** Largest JSON, in bytes: as objects it takes many times its size. */
  readonly jsonBytes: number;
  /** Most pictures in one request. */
  readonly pictures: number;
  /** Most prepared pictures in one question to the classifier alone: they are read in one turn. */
  readonly prepared: number;
  /** Bytes of all bodies and answers that are held at a time; one client may have half of them. */
  readonly heldBytes: number;
  /** Longest silence within a body, in milliseconds. */
  readonly silence: number;
  /** How many questions are answered at a time. */
  readonly running: number;
  /** How many more may wait for their turn. */
  readonly waiting: number;
  /** Longest wait for a turn, in milliseconds. */
  readonly wait: number;
  /** Longest time for one answer, in milliseconds, from its turn on. */
  readonly answer: number;
}

/** The limits where nothing else is said. */
export const LIMITS: Limits = {
  bytes: 32 * 2 ** 20,
  jsonBytes: 8 * 2 ** 20,
  pictures: 64,
  prepared: 256,
  heldBytes: 256 * 2 ** 20,
  silence: 5_000,
  running: navigator.hardwareConcurrency,
  waiting: 64,
  wait: 5_000,
  answer: 10_000,
};
