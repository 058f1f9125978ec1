import type { Output, Session } from "../../lib/engine/session.ts";

/** Pictures that wait for a run. */
interface Ask {
  readonly images: Float32Array;
  readonly dims: Parameters<Session["run"]>[1];
  readonly answer: PromiseWithResolvers<Record<string, Output>>;
}

/**
 * Lets all pictures of one size that come within one turn of the event loop share a run of the network.
 *
 * The server does without: `reports/server.md` shows what it would gain.
 */
export function shareRuns(session: Session): Session {
  let asks: Ask[] = [];
  return {
    ...session,
    run(images, dims) {
      if (asks.length === 0) setTimeout(runAll, 0);
      const answer = Promise.withResolvers<Record<string, Output>>();
      asks.push({ images, dims, answer });
      return answer.promise;
    },
  };

  function runAll(): void {
    const bySize = Object.groupBy(asks, ({ dims: [, ...size] }) => size.join());
    asks = [];
    for (const group of Object.values(bySize)) runTogether(group!);
  }

  async function runTogether(group: readonly Ask[]): Promise<void> {
    const [, ...size] = group[0].dims;
    const count = group.reduce((sum, { dims: [count] }) => sum + count, 0);
    const all = new Float32Array(group.reduce((sum, { images }) => sum + images.length, 0));
    group.reduce((at, { images }) => (all.set(images, at), at + images.length), 0);
    try {
      const outputs = Object.entries(await session.run(all, [count, ...size]));
      let first = 0;
      for (const { dims: [own], answer } of group) {
        const end = first + own;
        const ofOwn = outputs.map(([name, { data, dims: [, ...rest] }]) => {
          const one = data.length / count;
          return [name, { data: data.subarray(first * one, end * one), dims: [own, ...rest] }];
        });
        answer.resolve(Object.fromEntries(ofOwn));
        first = end;
      }
    } catch (error) {
      for (const { answer } of group) answer.reject(error);
    }
  }
}
