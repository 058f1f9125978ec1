/// <reference lib="dom" />
import type { Page } from "playwright-core";

/**
 * Opens a server's page in a browser that never saw it, until all of it is kept, and counts the bytes that come.
 *
 * @returns `all`: the bytes on the wire, heads included. `files`: of each file that the page asked for until it was
 * loaded, by its path, the bytes as they came, compressed and without heads.
 */
export async function firstVisit(
  page: Page,
  url: string,
): Promise<{ readonly all: number; readonly files: ReadonlyMap<string, number> }> {
  using proxy = countBytes(new URL(url));
  await using visit = await page.context().browser()!.newPage({ viewport: page.viewportSize() });
  await visit.goto(proxy.url);
  const files = await visit.evaluate(() => {
    const timings = ["navigation", "resource"].flatMap((type) =>
      performance.getEntriesByType(type) as PerformanceResourceTiming[]
    );
    const [{ loadEventStart }] = timings as unknown as PerformanceNavigationTiming[];
    // What comes once the page is shown may be there already, or not.
    return timings.filter(({ startTime }) => startTime < loadEventStart)
      .map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize] as const);
  });
  await visit.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  return { all: proxy.bytes, files: new Map(files) };
}

/** Passes everything on to a server, and counts the bytes that come back. */
function countBytes(target: URL): Disposable & { readonly url: string; readonly bytes: number } {
  const listener = Deno.listen({ hostname: target.hostname, port: 0 });
  let bytes = 0;
  (async () => {
    for await (const client of listener) {
      const server = await Deno.connect({ hostname: target.hostname, port: Number(target.port) });
      const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          bytes += chunk.length;
          controller.enqueue(chunk);
        },
      });
      // Either side may hang up at any time.
      client.readable.pipeTo(server.writable).catch(() => {});
      server.readable.pipeThrough(count).pipeTo(client.writable).catch(() => {});
    }
  })();
  return {
    url: `http://${target.hostname}:${(listener.addr as Deno.NetAddr).port}/`,
    get bytes() {
      return bytes;
    },
    [Symbol.dispose]: () => listener.close(),
  };
}
