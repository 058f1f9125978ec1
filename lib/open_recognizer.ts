import type { Engine } from "./engine/engine.ts";
import { openEngine, type OpenEngineOptions } from "./engine/open.ts";
import { openFinder } from "./finder/open_finder.ts";
import type { ModelCard } from "./model/card.ts";
import { createRecognizer, type Recognizer } from "./recognizer.ts";

/** A recognizer with all that it needs running. */
export interface OpenRecognizer extends Recognizer {
  readonly engine: Engine;
  readonly card: ModelCard;
  /** Frees what it holds. It cannot read afterwards. */
  close(): Promise<void>;
}

/**
 * Opens a model, and the finder that shows it digits, ready to read pictures.
 *
 * @throws {ModelError} when a folder holds no sound model, or the server does not serve it.
 */
export async function openRecognizer(options: OpenEngineOptions): Promise<OpenRecognizer> {
  const [{ engine, card }, finder] = await Promise.all([openEngine(options), openFinder()]);
  return {
    ...createRecognizer({ engine, card, finder: finder.run }),
    engine,
    card,
    async close() {
      await Promise.all([engine.close(), finder.close()]);
    },
  };
}
