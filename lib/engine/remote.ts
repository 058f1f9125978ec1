import { ModelError } from "../base/errors.ts";
import type { ModelCard } from "../model/card.ts";
import type { AskOptions } from "./ask_server.ts";
import type { Engine } from "./engine.ts";
import { predictInBatches } from "./predict_in_batches.ts";
import { openRemoteSession } from "./remote_session.ts";

/** Most pictures in one request: more gain little, and servers and proxies bound the length of a body. */
const BATCH = 64;

/**
 * Opens a classifier on a server.
 *
 * @param url The model's address, such as `http://127.0.0.1:8000/v2/models/digits`.
 * @throws {ModelError} when there is no such server, or its model takes and gives other tensors than `card` says.
 */
export async function openRemote(
  url: string,
  card: ModelCard,
  options: AskOptions = {},
): Promise<Engine> {
  const { width, height } = card.input;
  const classes = card.classes.length;
  const session = await openRemoteSession(url, {
    input: [height, width, 1],
    outputs: { probabilities: [classes] },
  }, options);
  const infer = async (images: Float32Array, count: number) => {
    const { probabilities: { data, dims } } = await session.run(images, [count, height, width, 1]);
    const due = count * classes;
    if (data.length !== due || dims.join() !== [count, classes].join()) {
      throw new ModelError(
        `${url}: ${due} probabilities were due, as ${count} x ${classes}, ${data.length} came, ` +
          `as ${dims.join(" x ")}; does the server run this very model?`,
      );
    }
    if (!areProbabilities(data, classes)) {
      throw new ModelError(
        `${url}: its answers are no probabilities, which sum to 1 for each picture; ` +
          "serve the model with its softmax",
      );
    }
    return data;
  };
  return {
    predict: (images, count) => predictInBatches(infer, { images, count, card, batch: BATCH }),
    close: session.close,
  };
}

/** Whether rows of `classes` numbers each are probabilities, as far as half precision can tell. */
function areProbabilities(rows: Float32Array, classes: number): boolean {
  for (let start = 0; start < rows.length; start += classes) {
    const row = rows.subarray(start, start + classes);
    const sum = row.reduce((total, value) => total + value, 0);
    // Written so that NaN fails.
    if (!(Math.abs(sum - 1) < 0.01) || row.some((value) => value < 0)) return false;
  }
  return true;
}
