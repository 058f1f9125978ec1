import { giveFile, tagOf } from "./give_file.ts";
import { type App, openHold, type Service } from "./service.ts";

/**
 * `GET /models.gz`: model and finder for the page's worker, and `GET /teach/digits.gz`: what teaching rehearses
 * and measures with; see `PictureReader`.
 *
 * They come from the reader, which alone may read the model's folder: when it has read that anew, the page gets
 * the new model, too.
 */
export function addModelsRoute(app: App, { reader, gate, held }: Service): void {
  const files = {
    "/models.gz": () => reader.models(),
    "/teach/digits.gz": () => reader.digits(),
  };
  for (const [path, make] of Object.entries(files)) {
    app.get(path, async (c) => {
      const bytes = await gate.run(c.var.client, make, c.req.raw.signal);
      openHold(c, held).take(bytes.length);
      return giveFile(c, { bytes, type: "application/gzip", tag: tagOf(bytes) });
    });
  }
}
