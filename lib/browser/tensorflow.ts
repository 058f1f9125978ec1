/** Stands in for `@tensorflow/tfjs` in bundles for browsers: the same names, without the backends that no page uses. */
import { version_core } from "@tensorflow/tfjs-core";
import { version_layers } from "@tensorflow/tfjs-layers";
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";

/** Versions of the parts. */
export const version = { "tfjs": version_core, "tfjs-layers": version_layers };
