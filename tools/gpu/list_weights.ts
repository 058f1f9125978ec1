/**
 * Writes the weights of a model as the trainings in `tools/gpu/` go on from them.
 *
 *     deno run -A tools/gpu/list_weights.ts models/finder finder.weights
 */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { replaceFile } from "../../lib/base/replace.ts";
import { readCard, readFinderCard } from "../../lib/model/model_files.ts";
import { loadLayers } from "../../lib/network/model_folder.ts";
import { readArguments } from "./read_arguments.ts";
import { readWeightList } from "./weight_list.ts";

const [folder, out] = readArguments("list_weights.ts MODEL FILE", /^.+\n.+$/);
await useBackend("auto");
const card = await readFinderCard(folder).catch(() => readCard(folder));
const { buffer } = readWeightList(await loadLayers(folder, card)).slice();
await replaceFile(out, new Uint8Array(buffer));
