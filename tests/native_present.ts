import { nativePaths } from "../lib/backend/native_paths.ts";

/** Whether native TensorFlow is set up; tests that need it are skipped where it is not. */
export const nativePresent = await Deno.stat(nativePaths().addon).then(() => true, () => false);
if (!nativePresent) {
  console.log("tests on native TensorFlow are skipped: deno task native sets it up");
}
