/** Fits how sure a model's readings are, and writes it into the model's card. */
import { join } from "@std/path";
import { requireFilePlace } from "../lib/base/require_place.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { openEngine } from "../lib/engine/open_engine.ts";
import { calibrateReadings } from "../lib/evaluation/calibrate_readings.ts";
import { SETTINGS } from "../lib/finder/finder_settings.ts";
import { openFinder } from "../lib/finder/open_finder.ts";
import { rewriteCard } from "../lib/network/model_folder.ts";
import { createRecognizer } from "../lib/recognizer.ts";
import { MODEL_FLAG } from "./flags.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

await runTask({
  task: "calibrate",
  about:
    "Fits how sure the readings of a model are, on drawn pictures of MNIST's validation digits, " +
    "and writes it into the model's card: after a training of the model, or of the finder.",
  flags: {
    model: MODEL_FLAG,
    images: { type: "integer", default: 24000, least: 100, help: "pictures to fit on" },
    seed: {
      type: "integer",
      default: 1,
      help: "which pictures, and which digits are validation's",
    },
  },
}, async ({ model, images, seed }) => {
  const path = join(model, "card.json");
  const { engine, card } = await openEngine({ model });
  await requireFilePlace(path);
  const finder = await openFinder();
  const { validation } = await openDataset("mnist", card.input, { seed });
  const unfitted = { ...card, trust: undefined };
  // What is fitted is what the first reading tries.
  const settings = { ...SETTINGS, doubt: 0 };
  const { onProgress, finish } = progressBar("reading");
  const fitted = await calibrateReadings({
    recognizer: createRecognizer({ engine, card: unfitted, finder: finder.run, settings }),
    digits: validation,
    ...{ images, seed: seed + 1000, onProgress },
  });
  finish();
  await Promise.all([engine.close(), finder.close()]);
  await rewriteCard(model, { ...card, ...fitted });
  console.log(`written: ${path}: ${JSON.stringify(fitted)}`);
});
