import { fromFileUrl } from "@std/path";
import { ModelError } from "../base/errors.ts";
import { engineAddress } from "../engine/engine_address.ts";
import { openSession } from "../engine/onnx_session.ts";
import type { OpenEngineOptions } from "../engine/open_engine.ts";
import { openRemoteSession } from "../engine/remote_session.ts";
import { readFinderCard } from "../model/model_files.ts";
import type { RunFinder } from "./look.ts";

/** Where the finder is that every model reads with, wherever a program is started. */
export const FINDER_FOLDER = fromFileUrl(new URL("../../models/finder", import.meta.url));

/** What {@linkcode openFinder} opens. */
export interface OpenFinderOptions
  extends Pick<OpenEngineOptions, "threads" | "timeout" | "token"> {
  /** The finder's folder; this project's own when left out. */
  readonly folder?: string;
  /**
   * URL of an Open Inference Protocol server that runs the model `finder`. Where it is left out, or names another
   * model on a server, the finder runs in this process.
   */
  readonly engine?: string;
}

/** A finder that is running. */
export interface OpenFinder {
  /** Runs its network. */
  readonly run: RunFinder;
  /** Frees what it holds. It cannot run afterwards. */
  close(): Promise<void>;
}

/**
 * Opens a finder, with onnxruntime in this process or on a server.
 *
 * @throws {ModelError} when the folder holds no sound finder, or the server does not serve one.
 *
 * @example
 * ```ts
 * import { openFinder } from "./open_finder.ts";
 * import assert from "node:assert/strict";
 *
 * const finder = await openFinder();
 * const { fine } = await finder.run(new Float32Array(64 * 64), [1, 64, 64, 1]);
 * await finder.close();
 * assert.equal(fine.data.length, 32 * 32 * 6);
 * ```
 */
export async function openFinder(
  { folder = FINDER_FOLDER, engine, threads, timeout, token }: OpenFinderOptions = {},
): Promise<OpenFinder> {
  const address = engine === undefined ? null : engineAddress(engine, "finder");
  return address === null
    ? await openSession(folder, await readFinderCard(folder), { threads })
    : await openRemoteFinder(address, { timeout, token });
}

/** A finder says much less, and of more e to its power is no number. Written so that NaN fails. */
const isPlausible = (value: number) => Math.abs(value) <= 500;

/** Opens a finder on a server, whose answers are looked at before they are believed. */
async function openRemoteFinder(
  url: string,
  options: Pick<OpenEngineOptions, "timeout" | "token">,
): Promise<OpenFinder> {
  const session = await openRemoteSession(url, {
    input: [-1, -1, 1],
    outputs: { fine: [-1, -1, 6], coarse: [-1, -1, 3] },
  }, options);
  return {
    async run(images, dims) {
      const [batch, height, width] = dims;
      const answer = await session.run(images, dims);
      const due = {
        fine: [batch, height / 2, width / 2, 6],
        coarse: [batch, height / 4, width / 4, 3],
      };
      for (const name of ["fine", "coarse"] as const) {
        const { data, dims } = answer[name];
        const count = due[name].reduce((a, b) => a * b);
        const isDue = data.length === count && dims.join() === due[name].join();
        if (!isDue || !data.every(isPlausible)) {
          throw new ModelError(
            `${url}: ${count} finite numbers of "${name}" were due for ${width}x${height} pixels; ${data.length} came, ` +
              `as ${dims.join(" x ")}; does the server run this project's finder?`,
          );
        }
      }
      return answer;
    },
    close: session.close,
  };
}
