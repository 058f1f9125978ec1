/** `deno run -A bench/peak_memory.ts FILE…`: reads pictures at once and prints the most memory needed, in MiB. */
import process from "node:process";
import { openRecognizer } from "../lib/open_recognizer.ts";

const recognizer = await openRecognizer({ model: "models/digits" });
await Promise.all(Deno.args.map(async (file) => {
  await recognizer.read(await Deno.readFile(file)).catch(() => {});
}));
console.log(process.resourceUsage().maxRSS / 1024);
Deno.exit();
