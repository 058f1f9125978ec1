import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel, type Sequential } from "@tensorflow/tfjs-layers";
import type { PackedNetwork } from "../model/model_pack.ts";
import { artifactsOf } from "../network/artifacts_of.ts";

/** A network and its weights, as one thread of the page hands them to another, and as the browser keeps them. */
export interface NetworkWithWeights extends PackedNetwork {
  /** One after the other, in the order of `weightSpecs`. */
  readonly weights: Float32Array<ArrayBuffer>;
}

/** Opens a network. */
export async function unpackNetwork(
  { modelTopology, weightSpecs, weights }: NetworkWithWeights,
): Promise<Sequential> {
  return await loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: [...weightSpecs],
      weightData: weights.slice().buffer,
    }),
  ) as Sequential;
}

/** The network's layers and weights. */
export async function packNetwork(model: Sequential): Promise<NetworkWithWeights> {
  const { modelTopology, weightSpecs, weightData } = await artifactsOf(model);
  return {
    modelTopology: modelTopology as object,
    weightSpecs: weightSpecs as unknown as PackedNetwork["weightSpecs"],
    weights: new Float32Array(tf.io.CompositeArrayBuffer.join(weightData)),
  };
}
