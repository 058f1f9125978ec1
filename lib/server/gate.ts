import type { Limits } from "./limits.ts";
import { gone, Refusal, RETRY, tooSlow } from "./refusal.ts";
import { within } from "./within.ts";

/** Lets a few questions be answered at a time, has others wait, and sends the rest away at once. */
export interface Gate {
  /**
   * Does `work` when its turn comes.
   *
   * Clients take turns, each with its oldest question, so that one with a thousand questions delays one with
   * a single question by no more than one answer. Where no more may wait, the client that has most waiting
   * loses its newest question.
   *
   * Work that takes too long is given up on, but keeps its place until it ends.
   *
   * @throws {Refusal} 503 where too many wait, the turn does not come in time or the answer takes too long;
   * 429 where the client's other questions are in the way; 499 where `signal` says that it has gone.
   */
  run<T>(client: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /**
   * Checks, before its body is taken, that a question of `client` would not be sent away now.
   *
   * @throws {Refusal} 503 where it would.
   */
  check(client: string): void;
  /** How many questions are being answered. */
  readonly running: number;
  /** How many wait for their turn. */
  readonly waiting: number;
}

interface Waiter {
  readonly admit: () => void;
  readonly refuse: (refusal: Refusal) => void;
}

/** Makes a {@linkcode Gate}. */
export function createGate(
  limits: Pick<Limits, "running" | "waiting" | "wait" | "answer">,
): Gate {
  /** Who waits, by client, in the order of the clients' turns. */
  const queues = new Map<string, Waiter[]>();
  let running = 0;
  let waiting = 0;

  return {
    async run(client, work, signal) {
      await turn(client, signal);
      const done = work().finally(leave);
      return await within(done, limits.answer, () => tooSlow(limits.answer));
    },
    check(client) {
      if (waiting >= limits.waiting && greediest(client) === null) throw full();
    },
    get running() {
      return running;
    },
    get waiting() {
      return waiting;
    },
  };

  function turn(client: string, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(gone());
    if (running < limits.running && waiting === 0) {
      running++;
      return Promise.resolve();
    }
    if (waiting >= limits.waiting && !makeRoom(client)) return Promise.reject(full());
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", leaveQueue);
      };
      const waiter: Waiter = {
        admit() {
          end();
          resolve();
        },
        refuse(refusal) {
          end();
          reject(refusal);
        },
      };
      const drop = (refusal: Refusal) => {
        remove(client, waiter);
        waiter.refuse(refusal);
      };
      const leaveQueue = () => drop(gone());
      const timer = setTimeout(() => drop(full()), limits.wait);
      signal?.addEventListener("abort", leaveQueue);
      queues.set(client, [...queues.get(client) ?? [], waiter]);
      waiting++;
    });
  }

  function leave(): void {
    running--;
    const [next] = queues;
    if (!next) return;
    const [client, queue] = next;
    const [first] = queue;
    remove(client, first);
    // Behind the others, for its next turn.
    const rest = queues.get(client);
    queues.delete(client);
    if (rest) queues.set(client, rest);
    running++;
    first.admit();
  }

  /** The client with the most waiting, if that is more than `client` would have; else null. */
  function greediest(client: string): string | null {
    const own = queues.get(client)?.length ?? 0;
    let most = own + 1;
    let greedy: string | null = null;
    for (const [other, { length }] of queues) {
      if (length > most) [most, greedy] = [length, other];
    }
    return greedy;
  }

  /** Sends away the newest question of the client with the most waiting; false where none has more. */
  function makeRoom(client: string): boolean {
    const greedy = greediest(client);
    if (greedy === null) return false;
    const queue = queues.get(greedy)!;
    const newest = queue.at(-1)!;
    remove(greedy, newest);
    const message = `too many requests of yours wait already (${queue.length - 1}), and others ` +
      "wait too: send the next when an answer has come";
    newest.refuse(new Refusal(429, "too-many-requests", message, RETRY));
    return true;
  }

  function remove(client: string, waiter: Waiter): void {
    const rest = (queues.get(client) ?? []).filter((other) => other !== waiter);
    if (rest.length > 0) queues.set(client, rest);
    else queues.delete(client);
    waiting--;
  }

  function full(): Refusal {
    const message =
      `busy: ${running} pictures are in hand and ${waiting} wait; try again in a second`;
    return new Refusal(503, "busy", message, RETRY);
  }
}
