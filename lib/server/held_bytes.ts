import { Refusal, RETRY } from "./refusal.ts";

/** Counts the bytes of all bodies and answers that are held, so that memory has a bound however many clients ask. */
export interface HeldBytes {
  /** Begins a request of `client`; what it takes is given back when this is disposed of. */
  open(client: string): Hold;
  /** Bytes that are held now. */
  readonly total: number;
}

/** What one request holds. */
export interface Hold extends Disposable {
  /**
   * Takes so many bytes more.
   *
   * @throws {Refusal} 503 where all that may be held is held, 429 where the client itself holds half of it.
   */
  take(bytes: number): void;
  /**
   * Checks that so many could be taken now.
   *
   * @throws {Refusal} as {@linkcode Hold.take}.
   */
  check(bytes: number): void;
}

/** Makes {@linkcode HeldBytes} of at most `limit` bytes, of which each client may hold half. */
export function createHeldBytes(limit: number): HeldBytes {
  const byClient = new Map<string, number>();
  let total = 0;

  return {
    open(client) {
      let own = 0;
      const add = (bytes: number) => {
        own += bytes;
        total += bytes;
        const sum = (byClient.get(client) ?? 0) + bytes;
        if (sum > 0) byClient.set(client, sum);
        else byClient.delete(client);
      };
      const check = (bytes: number) => {
        if ((byClient.get(client) ?? 0) + bytes > limit / 2) {
          const message =
            "too much of yours is being sent at a time: send the next when an answer has come";
          throw new Refusal(429, "too-many-bytes", message, RETRY);
        }
        if (total + bytes > limit) {
          const message = "busy: too much is being sent by all at a time; try again in a second";
          throw new Refusal(503, "busy", message, RETRY);
        }
      };
      return {
        check,
        take(bytes) {
          check(bytes);
          add(bytes);
        },
        [Symbol.dispose]: () => add(-own),
      };
    },
    get total() {
      return total;
    },
  };
}
