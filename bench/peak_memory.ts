/** `deno run -A bench/peak_memory.ts FILE`: reads a picture and prints the most memory it needed, in MiB. */
import process from "node:process";
import { openEngine } from "../lib/engine/open.ts";
import { createRecognizer } from "../lib/recognizer.ts";

const recognizer = createRecognizer(await openEngine({ model: "models/digits" }));
await recognizer.read(await Deno.readFile(Deno.args[0])).catch(() => {});
console.log(process.resourceUsage().maxRSS / 1024);
Deno.exit();
