import { useBackend } from "../lib/backend/use_backend.ts";
import { nativePresent } from "./native_present.ts";

/** A test for wasm, and one for native where that is set up. */
export function onEachBackend(name: string, body: () => void | Promise<void>): void {
  for (const backend of ["wasm", "native"] as const) {
    Deno.test({
      name: `${name} (${backend})`,
      ignore: backend === "native" && !nativePresent,
      async fn() {
        await useBackend(backend);
        await body();
      },
    });
  }
}
