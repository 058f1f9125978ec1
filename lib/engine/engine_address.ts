import { ModelError } from "../base/errors.ts";

/** Which of a project's models a server runs, by their names there. */
export type ServedModel = "digits" | "finder";

/**
 * The address of a model on the server that `--engine` names.
 *
 * A server, `http://HOST`, runs both networks, `digits` and `finder`; a model, `http://HOST/v2/models/NAME`, is the
 * classifier alone, and the finder then runs in this process.
 *
 * @returns Null where the server does not run that network.
 * @throws {ModelError} when `engine` is neither.
 */
export function engineAddress(engine: string, model: ServedModel): string | null {
  const address = engine.replace(/\/+$/, "");
  if (URL.canParse(address)) {
    const { username, password } = new URL(address);
    if (username || password) {
      // They would be in every message.
      throw new ModelError(
        "--engine takes no name and password: DIGITS_ENGINE_TOKEN holds a token",
      );
    }
    if (/^https?:\/\/[^/?#@]+(\/v2)?$/.test(address)) {
      return `${address.replace(/\/v2$/, "")}/v2/models/${model}`;
    }
    if (/^https?:\/\/[^/?#@]+\/v2\/models\/[^/?#]+(\/versions\/[^/?#]+)?$/.test(address)) {
      return model === "digits" ? address : null;
    }
  }
  throw new ModelError(
    `--engine ${engine}: not the address of a server, such as http://127.0.0.1:8001, or of a model ` +
      "there, such as http://127.0.0.1:8001/v2/models/digits",
  );
}
