/** What a server is attacked with. */
import { createRandom } from "../../lib/base/random.ts";
import { childrenOf, procFile, signalProcess } from "../../tools/processes.ts";
import { closedLoad, type Load } from "../load.ts";
import { rawHttp } from "../raw_http.ts";

/** What sends most of a picture, falls silent, and waits for an answer. */
export function fallSilent(url: string): () => Promise<string> {
  const head = "POST /api/predict HTTP/1.1\r\nHost: localhost\r\n" +
    `content-length: ${32 * 2 ** 20}\r\n\r\n`;
  const sent = new Uint8Array(head.length + 31 * 2 ** 20);
  sent.set(new TextEncoder().encode(head));
  return async () => {
    const { text, closed } = await rawHttp(url, sent, { patience: 60_000 });
    return statusOf(text) + (closed ? "" : ", left open");
  };
}

/**
 * Sends requests with some of their bytes or pieces changed, eight at a time.
 *
 * @returns The status of each answer, or what came instead, in words.
 */
export async function sendMutated(url: string, mutations: number): Promise<string[]> {
  const { host } = new URL(url);
  const sound = [
    `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `GET /health/live HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\n\r\n`,
    `POST /api/predict?single=1 HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 4\r\n\r\nabcd`,
    `POST /api/predict HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n` +
    "4\r\nabcd\r\n0\r\n\r\n",
    `POST /v2/models/digits/infer HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\n` +
    "Inference-Header-Content-Length: 2\r\n\r\n{}",
  ].map((text) => text.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
  const pieces = "\r\n|\0|é|:| |%|..|//|Host: x|Content-Length: 9|-1".split("|");
  const random = createRandom(1);
  const requests = Array.from({ length: mutations }, (_, i) => {
    let text = sound[i % sound.length];
    for (let n = 1 + random.integer(3); n > 0; n--) {
      const at = random.integer(text.length);
      const cut = random.chance(0.5) ? random.integer(4) : 0;
      const put = random.chance(0.5)
        ? random.pick(pieces)
        : String.fromCharCode(random.integer(256));
      text = text.slice(0, at) + put + text.slice(at + cut);
    }
    return text;
  });
  const statuses: string[] = [];
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let text; (text = requests.pop()) !== undefined;) {
      // Half a request is waited for longer than this: that it is cut off is tested elsewhere.
      const answer = await rawHttp(url, text, { patience: 300 });
      const status = statusOf(answer.text);
      statuses.push(status === "closed" && !answer.closed ? "waits for the rest" : status);
    }
  }));
  return statuses;
}

/** Kills a program that reads, again and again, under load. */
export async function killReaders(
  pid: number,
  ask: () => Promise<number>,
  seconds: number,
): Promise<{ readonly load: Load; readonly kills: number }> {
  const random = createRandom(1);
  let kills = 0;
  const timer = setInterval(() => {
    const readers = childrenOf(pid).filter((one) => procFile(one, "cmdline").includes("reader.ts"));
    if (readers.length === 0) return;
    signalProcess(random.pick(readers), "SIGKILL");
    kills++;
  }, 750);
  const load = await closedLoad(ask, { clients: 8, seconds }).finally(() => clearInterval(timer));
  return { load, kills };
}

/** HTTP's status of an answer. */
function statusOf(text: string): string {
  return text.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? "closed";
}
