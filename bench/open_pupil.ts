import { type Dataset, subset } from "../lib/dataset/dataset.ts";
import { drawPenSet, type PenSetOptions } from "../lib/dataset/pen.ts";
import { prepareDataset } from "../lib/dataset/prepare_dataset.ts";
import { loadModel } from "../lib/network/model_folder.ts";
import { splitNetwork } from "../lib/teach/split_network.ts";
import { examplesOf } from "../lib/teach/teach_network.ts";

/** The shipped digit net taken apart, and drawings of one person's hand for it to learn from. */
export async function openPupil() {
  const { model, card } = await loadModel("models/digits");
  const network = await splitNetwork(model);
  const toExamples = (dataset: Dataset) => examplesOf(network, dataset);
  const draw = async (options: PenSetOptions) =>
    prepareDataset(await drawPenSet(options), card.input);
  return {
    ...{ model, network, toExamples, draw },
    before: { layers: network.layers, classes: card.classes },
    /** A hand's drawings of ten signs: `each` of every sign to learn from, and so many `others` to measure on. */
    async hand(
      each: number,
      others: number,
      who: Pick<PenSetOptions, "seed" | "alphabet" | "habit">,
    ) {
      const perClass = each + others;
      const drawn = await draw({ ...who, perClass });
      const places = [...drawn.labels.keys()].filter((i) => drawn.labels[i] < 10);
      return {
        examples: toExamples(subset(drawn, places.filter((i) => i % perClass < each))),
        others: toExamples(subset(drawn, places.filter((i) => i % perClass >= each))),
      };
    },
  };
}
