/** Pictures of everything that people send, with the truth beside them: photographs, drawings, no writing at all. */
import { drawPhoto, type Photo, photoKinds, type PhotoOptions } from "./photos.ts";
import { canvasKinds, drawCanvas } from "./photos/canvas/canvas.ts";
import { drawClutter } from "./photos/clutter.ts";
import { drawThumbnail } from "./photos/canvas/thumbnail.ts";

/** Everything that can be drawn. */
export const pictureKinds = [...photoKinds, ...canvasKinds, "thumbnail", "clutter"] as const;
export type PictureKind = typeof pictureKinds[number];

/** What {@linkcode drawPicture} takes; only photographs differ in strength, and a thumbnail heeds no `longest`. */
export interface PictureOptions extends Omit<PhotoOptions, "kind"> {
  readonly kind: PictureKind;
}

export function drawPicture({ kind, longest = 1000, ...options }: PictureOptions): Photo {
  switch (kind) {
    case "canvas":
    case "canvasRow":
    case "canvasSigns":
      return drawCanvas({ ...options, kind, longest });
    case "thumbnail":
      return drawThumbnail(options);
    case "clutter": {
      const picture = drawClutter(longest, options.random);
      const pixels = picture.width * picture.height;
      const [ink, owner] = [new Float32Array(pixels), new Uint8Array(pixels)];
      const truth = { text: "", marks: [], ink, owner };
      return { picture, truth, degradations: [], jpegQuality: null };
    }
  }
  return drawPhoto({ ...options, kind, longest });
}
