import * as tf from "@tensorflow/tfjs";

/** A model as TensorFlow.js saves it: its layers, and its weights end to end. */
export async function artifactsOf(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
  const saved = Promise.withResolvers<tf.io.ModelArtifacts>();
  await model.save(tf.io.withSaveHandler((artifacts) => {
    saved.resolve(artifacts);
    return Promise.resolve({
      modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" },
    });
  }));
  return await saved.promise;
}
