import type { ModelCard } from "../model/card.ts";
import { readCard } from "../model/model_files.ts";
import type { Engine } from "./engine.ts";
import { engineAddress } from "./engine_address.ts";
import { openOnnx } from "./onnx.ts";
import { openRemote } from "./remote.ts";
import type { RunOptions } from "./session.ts";

/** Where a model is and what runs it. */
export interface OpenEngineOptions extends RunOptions {
  /** The model folder; its card is read in either case. */
  readonly model: string;
  /**
   * URL of an Open Inference Protocol server, or of the classifier on one (see `engineAddress`); in this process
   * when left out.
   */
  readonly engine?: string;
  /** Milliseconds that a request to the server may take, all tries together; 10,000 when left out. */
  readonly timeout?: number;
  /** Sent to the server as `Authorization: Bearer TOKEN`, where it asks for one. */
  readonly token?: string;
}

/**
 * Opens a trained model.
 *
 * @throws {ModelError} when the folder holds no sound model, or the server does not serve it.
 *
 * @example
 * ```ts
 * import { openEngine } from "./open_engine.ts";
 * import assert from "node:assert/strict";
 *
 * const { engine, card } = await openEngine({ model: "models/digits" });
 * const { width, height } = card.input;
 * const probabilities = await engine.predict(new Float32Array(2 * width * height), 2);
 * await engine.close();
 * assert.equal(probabilities.length, 2 * card.classes.length);
 * ```
 */
export async function openEngine(
  { model, engine, threads, timeout, token }: OpenEngineOptions,
): Promise<{ engine: Engine; card: ModelCard }> {
  const card = await readCard(model);
  const address = engine === undefined ? null : engineAddress(engine, "digits");
  return {
    card,
    engine: address === null
      ? await openOnnx(model, card, { threads })
      : await openRemote(address, card, { timeout, token }),
  };
}
