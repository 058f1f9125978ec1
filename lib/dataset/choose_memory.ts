import type { Random } from "../base/random.ts";
import { type Dataset, subset } from "./dataset.ts";

/** Chooses `perClass` pictures of every class at random, or all where there are fewer. */
export function chooseMemory(dataset: Dataset, perClass: number, random: Random): Dataset {
  return subset(
    dataset,
    dataset.classes.flatMap((_, label) => {
      const own = [...dataset.labels.keys()].filter((i) => dataset.labels[i] === label);
      return random.shuffle(own).slice(0, perClass);
    }),
  );
}
