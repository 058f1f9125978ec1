/** `deno run -A bench/peak_memory.ts FILE`: reads a picture and prints the most memory it needed, in MiB. */
import process from "node:process";
import { openRecognizer } from "../lib/open_recognizer.ts";

const recognizer = await openRecognizer({ model: "models/digits" });
await recognizer.read(await Deno.readFile(Deno.args[0])).catch(() => {});
console.log(process.resourceUsage().maxRSS / 1024);
Deno.exit();
