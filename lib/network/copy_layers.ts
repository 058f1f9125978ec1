import * as tf from "@tensorflow/tfjs";

/** A layer as `model.json` describes it; names of options in snake case. */
type LayerConfig = { name: string } & Record<string, unknown>;

/**
 * A new network out of copies of some layers of another one, with fresh weights.
 *
 * @param layers Of `model`, in their order, the first one first.
 * @param change May change a copy's options before it is made.
 */
export async function copyLayers(
  model: tf.Sequential,
  layers: readonly tf.layers.Layer[],
  change: (config: LayerConfig, original: tf.layers.Layer) => void = () => {},
): Promise<tf.Sequential> {
  const topology = model.toJSON(null, false) as unknown as {
    config: { layers: { config: LayerConfig }[] };
  };
  topology.config.layers = layers.map((layer) => {
    const entry = topology.config.layers.find(({ config }) => config.name === layer.name)!;
    change(entry.config, layer);
    return entry;
  });
  const modelTopology = topology as unknown as tf.io.ModelJSON["modelTopology"];
  return await tf.loadLayersModel(tf.io.fromMemory({ modelTopology })) as tf.Sequential;
}
