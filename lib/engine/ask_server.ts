/** Requests to a model's server, which may be starting, overloaded, down or something else. */
import { ModelError, ServerDown } from "../base/errors.ts";
import { CircuitOpen, createCircuit } from "./circuit.ts";

/** The server answers, and has nothing at this address. */
export class NotServed extends ModelError {}

/** How long a server is waited for, and how often it is asked again. */
export interface AskOptions {
  /** Milliseconds that a request may take, all tries together; 10,000 when left out. */
  readonly timeout?: number;
  /** Tries of a request that failed before it was answered; 3 when left out. */
  readonly tries?: number;
  /** After so many requests in a row that failed, the server is left alone; 5 when left out. */
  readonly failures?: number;
  /** Milliseconds for which it is left alone; 2,000 when left out. */
  readonly pause?: number;
  /** Sent as `Authorization: Bearer TOKEN`, where the server asks for one. */
  readonly token?: string;
}

/** The header that says how many bytes of a body are JSON, where numbers follow as bytes. */
export const LENGTH_HEADER = "inference-header-content-length";

/** An answer's bytes, of which the first `headerLength` are JSON and the rest numbers. */
export interface Answer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headerLength: number;
}

/**
 * Sends a request to a model's server.
 *
 * @throws {ModelError} with the address and the reason where no answer comes, or one that is no success.
 * @throws {NotServed} where the server has nothing at this address.
 * @throws {ServerDown} at once, while the server is left alone; and where it says, to the last try, that it is busy.
 */
export type Ask = (url: string, init?: RequestInit) => Promise<Answer>;

/** Most bytes of an answer: the finder's outputs for its largest picture take less than a fifth of them. */
const LARGEST = 16 * 2 ** 20;

/** Statuses of a proxy or a server that is starting, stopping or busy: worth another try. */
const RETRYABLE = [429, 502, 503, 504];

/** Those of a server that has too much to do. */
const BUSY = [429, 503];

/** What mends what a status says is wrong. */
const REMEDIES: Readonly<Record<number, string>> = {
  401: "set DIGITS_ENGINE_TOKEN to the token that the server asks for",
  404: "name a model that the server has, such as http://HOST/v2/models/NAME",
};

/** Milliseconds before the second try; each further one waits for twice as long. */
const FIRST_WAIT = 200;

/** What is wrong, and what mends it. */
interface Trouble {
  readonly trouble: string;
  readonly remedy: string;
  /** Whether another try may help. */
  readonly retryable: boolean;
  /** Whether the server fails, so that others need not ask it now. */
  readonly down: boolean;
  /** Of an answer that is no success. */
  readonly status?: number;
  /** When the server wants to be asked again, where it says so. */
  readonly seconds?: number;
}

type Outcome = { readonly answer: Answer } | Trouble;

/** Makes requests to one server, which is left alone where it fails again and again. */
export function createAsk(
  { timeout = 10_000, tries = 3, failures = 5, pause = 2_000, token }: AskOptions,
): Ask {
  const circuit = createCircuit<Outcome>({
    isFailure: (outcome) => "down" in outcome && outcome.down,
    failures,
    pause,
  });
  let last = "";
  return async (url, given = {}) => {
    const headers = new Headers(given.headers);
    if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    const init = { ...given, headers };
    let outcome: Outcome;
    try {
      outcome = await circuit(() => askPatiently(url, init, { timeout, tries }));
    } catch (error) {
      if (!(error instanceof CircuitOpen)) throw error;
      throw new ServerDown(
        `${url}: not asked, because the last ${failures} requests failed (${last}); ` +
          `it is asked again in ${(error.milliseconds / 1000).toFixed(1)} s`,
        Math.max(1, Math.ceil(error.milliseconds / 1000)),
      );
    }
    if ("answer" in outcome) return outcome.answer;
    const { trouble, remedy, status = 0, seconds = 1 } = outcome;
    last = trouble;
    const message = `${url}: ${trouble}; ${remedy}, or leave --engine out to run in this process`;
    if (BUSY.includes(status)) throw new ServerDown(message, seconds);
    throw new (status === 404 ? NotServed : ModelError)(message);
  };
}

async function askPatiently(
  url: string,
  init: RequestInit,
  { timeout, tries }: { readonly timeout: number; readonly tries: number },
): Promise<Outcome> {
  const signal = AbortSignal.timeout(timeout);
  const end = performance.now() + timeout;
  for (let attempt = 1;; attempt++) {
    const outcome = await askOnce(url, { ...init, signal }, timeout);
    if ("answer" in outcome || !outcome.retryable || attempt >= tries) return outcome;
    const wait = Math.max(FIRST_WAIT * 2 ** (attempt - 1), 1000 * (outcome.seconds ?? 0));
    if (performance.now() + wait >= end) return outcome;
    await new Promise((resume) => setTimeout(resume, wait));
  }
}

async function askOnce(url: string, init: RequestInit, timeout: number): Promise<Outcome> {
  try {
    const response = await fetch(url, init);
    const bytes = await readAtMost(response, LARGEST);
    if (bytes === null) {
      const trouble = `more than ${LARGEST / 2 ** 20} MiB came`;
      return { trouble, remedy: "see what answers there", retryable: false, down: false };
    }
    if (response.ok) {
      const length = response.headers.get(LENGTH_HEADER);
      return { answer: { bytes, headerLength: length === null ? bytes.length : Number(length) } };
    }
    return {
      trouble: `status ${response.status}: ${new TextDecoder().decode(bytes).slice(0, 200)}`,
      remedy: REMEDIES[response.status] ?? "the server's log may say more",
      retryable: RETRYABLE.includes(response.status),
      down: response.status >= 500,
      status: response.status,
      ...readRetryAfter(response.headers),
    };
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable || !(error instanceof Error)) throw error;
    if (error.name === "TimeoutError") {
      // Asking a slow server again only makes it slower.
      const trouble = `no answer within ${timeout} ms`;
      const remedy = "see whether the server is overloaded";
      return { trouble, remedy, retryable: false, down: true };
    }
    // The error's own message only says that fetch failed; its cause says why.
    const { message } = error.cause instanceof Error ? error.cause : error;
    const trouble = message.replace(/^error sending request .*: client error \(\w+\): /, "");
    return { trouble, remedy: "start the server there", retryable: true, down: true };
  }
}

/** What Retry-After says, where it says it in seconds. */
function readRetryAfter(headers: Headers): Pick<Trouble, "seconds"> {
  const given = headers.get("retry-after") ?? "";
  return /^\d{1,6}$/.test(given) ? { seconds: Math.max(1, Number(given)) } : {};
}

/** The bytes of an answer; null where there are more than `most`. */
async function readAtMost(
  { body }: Response,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > most) return null;
    chunks.push(chunk);
  }
  return await new Blob(chunks).bytes();
}
