import { fromFileUrl } from "@std/path";
import { openSession } from "../engine/onnx_session.ts";
import { readFinderCard } from "../model/model_files.ts";
import type { RunFinder } from "./look.ts";

/** Where the finder is that every model reads with, wherever a program is started. */
export const FINDER_FOLDER = fromFileUrl(new URL("../../models/finder", import.meta.url));

/** A finder that is running. */
export interface OpenFinder {
  readonly run: RunFinder;
  /** Frees what it holds. It cannot run afterwards. */
  close(): Promise<void>;
}

/**
 * Opens a finder's folder with onnxruntime, in this process.
 *
 * @throws {ModelError} when the folder holds no sound finder.
 */
export async function openFinder(folder: string = FINDER_FOLDER): Promise<OpenFinder> {
  return await openSession(folder, await readFinderCard(folder));
}
