import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { ModelCard } from "../model/card.ts";
import { type Call, CallLost } from "./calls.ts";
import type { PictureReader } from "./picture_reader.ts";
import { callReader } from "./reader_calls.ts";
import { Refusal, RETRY, tooSlow } from "./refusal.ts";

/** A program that reads pictures, one at a time. */
export interface ReaderProgram {
  readonly call: Call;
  /** Ends it, whatever it is doing. */
  kill(): void;
  /** How it ended, such as `by SIGKILL`, once it has. */
  readonly ended: Promise<string>;
}

/** What {@linkcode createReaderPool} takes. */
export interface ReaderPoolOptions {
  /** Starts a program; it has to answer `card` before it counts as started. */
  readonly start: () => ReaderProgram;
  /** How many programs. */
  readonly size: number;
  /** Longest time for one answer, in milliseconds; its program is killed then. 10,000 when left out. */
  readonly patience?: number;
  /** Told of programs that ended unasked, and why others cannot be started. */
  readonly onTrouble?: (message: string) => void;
}

/** Readers in programs of their own. */
export interface ReaderPool extends PictureReader {
  /**
   * Starts new programs, which read their files anew, and has them take over, each when it is ready and the
   * old one has answered; where they cannot start, the old ones stay.
   *
   * @throws {Error} when they cannot start.
   */
  reload(): Promise<void>;
  /** Ends them all. */
  close(): Promise<void>;
}

/** The answer for a picture over which its reader ended. */
const UNREAD = new Refusal(
  422,
  "unreadable",
  "reading this picture took too much memory, or broke what reads; save it as PNG, smaller",
);

/** The answer for any other question over which a reader ended. */
const UNANSWERED = new Refusal(
  503,
  "unreadable",
  "what answers ended over this request; ask again, or for less",
  RETRY,
);

/** Milliseconds before a program that could not be started is started again; they double each time, up to the longest. */
const [REST, LONGEST_REST] = [200, 10_000];

/** Longest time until a program has started, in milliseconds. */
const START = 30_000;

/**
 * Has programs of their own read pictures: one that hangs, crashes or eats memory over a picture is ended and
 * started again, and nothing else is touched.
 *
 * @throws {Error} when the programs cannot start.
 */
export async function createReaderPool(
  { start, size, patience = 10_000, onTrouble = () => {} }: ReaderPoolOptions,
): Promise<ReaderPool> {
  const idle: ReaderProgram[] = [];
  const waiting: ((program: ReaderProgram) => void)[] = [];
  /** The pool's current programs; one that a reload removed ends after its answer. */
  let members = new Set<ReaderProgram>();
  /** What their model says of itself: kept, so that nobody waits for a program to hear it. */
  let card: ModelCard;
  let lastReload: Promise<void> = Promise.resolve();
  const closing = new AbortController();
  const { signal } = closing;

  (await startAll()).forEach(join);

  const use = async <T>(
    work: (reader: PictureReader) => Promise<T>,
    unread = UNANSWERED,
  ): Promise<T> => {
    const program = idle.shift() ?? await new Promise<ReaderProgram>((take) => waiting.push(take));
    let [late, lost] = [false, false];
    const timer = setTimeout(() => {
      late = true;
      program.kill();
    }, patience);
    try {
      return await work(callReader(program.call));
    } catch (error) {
      if (!(error instanceof CallLost)) throw error;
      lost = true;
      if (late) throw tooSlow(patience);
      throw unread;
    } finally {
      clearTimeout(timer);
      // One that has ended, or was just killed, is replaced: see join().
      if (!lost && !late) give(program);
    }
  };

  return {
    read: (bytes, wishes) => use((reader) => reader.read(bytes, wishes), UNREAD),
    predict: (images, count) => use((reader) => reader.predict(images, count)),
    card: () => Promise.resolve(card),
    models: () => use((reader) => reader.models()),
    digits: () => use((reader) => reader.digits()),
    reload,
    async close() {
      closing.abort();
      const all = [...members];
      members.clear();
      all.forEach((program) => program.kill());
      await Promise.all(all.map(({ ended }) => ended));
    },
  };

  /** One after the other: the last one asked for is the last to take over. */
  function reload(): Promise<void> {
    const reloaded = lastReload.then(takeOver);
    lastReload = reloaded.catch(() => {});
    return reloaded;
  }

  async function takeOver(): Promise<void> {
    const started = await startAll();
    if (signal.aborted) return started.forEach((program) => program.kill());
    const old = members;
    members = new Set();
    started.forEach(join);
    for (const program of old) {
      // One that is busy ends when it has answered: see give().
      if (removeIdle(program)) program.kill();
    }
  }

  async function startAll(): Promise<ReaderProgram[]> {
    const programs: ReaderProgram[] = [];
    try {
      while (programs.length < size) programs.push(start());
      [card] = await Promise.all(programs.map(begin));
      return programs;
    } catch (error) {
      programs.forEach((program) => program.kill());
      await Promise.all(programs.map(({ ended }) => ended));
      throw error;
    }
  }

  /** Waits until a program has started, and gives its model's card. */
  async function begin({ call, kill }: ReaderProgram): Promise<ModelCard> {
    const timer = setTimeout(kill, START);
    try {
      return await callReader(call).card();
    } finally {
      clearTimeout(timer);
    }
  }

  function join(program: ReaderProgram): void {
    members.add(program);
    program.ended.then((how) => replace(program, how));
    give(program);
  }

  /** Hands a program to whoever waits for one. */
  function give(program: ReaderProgram): void {
    if (!members.has(program)) return program.kill();
    const next = waiting.shift();
    if (next) next(program);
    else idle.push(program);
  }

  /** Takes a program out of the idle ones; false where it is busy. */
  function removeIdle(program: ReaderProgram): boolean {
    const at = idle.indexOf(program);
    if (at >= 0) idle.splice(at, 1);
    return at >= 0;
  }

  /** Starts another in place of a program that ended unasked. */
  async function replace(program: ReaderProgram, how: string): Promise<void> {
    removeIdle(program);
    if (!members.delete(program) || signal.aborted) return;
    const team = members;
    onTrouble(`a reader ended ${how}; another is started`);
    // A reload in the meantime fills all places.
    const isWanted = () => !signal.aborted && members === team;
    for (let rest = REST; isWanted(); rest = Math.min(2 * rest, LONGEST_REST)) {
      let successor: ReaderProgram | null = null;
      try {
        successor = start();
        const its = await begin(successor);
        if (!isWanted()) return successor.kill();
        if (isDeepStrictEqual(its, card)) return join(successor);
        // The model's folder was replaced meanwhile: all go on with the new one.
        successor.kill();
        return await reload();
      } catch (error) {
        successor?.kill();
        const { message } = error as Error;
        onTrouble(
          `a reader cannot be started, which is tried again in ${rest / 1000} s: ${message}`,
        );
        // Closing the pool ends the wait.
        await delay(rest, null, { signal }).catch(() => {});
      }
    }
  }
}
