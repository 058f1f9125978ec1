/** Pictures of everything that people send, with the truth beside them: photographs, drawing pages, no writing at all. */
import type { RgbImage } from "../image/rgb_image.ts";
import { drawPhoto, type Photo, photoKinds, type PhotoOptions } from "./photos.ts";
import { canvasKinds, drawCanvas } from "./photos/canvas/canvas.ts";
import { drawClutter } from "./photos/clutter.ts";
import { drawThumbnail } from "./photos/canvas/thumbnail.ts";

/** Everything that can be drawn. */
export const pictureKinds = [...photoKinds, ...canvasKinds, "thumbnail", "clutter"] as const;
export type PictureKind = typeof pictureKinds[number];

/** What {@linkcode drawPicture} takes; only photographs differ in strength. */
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
    case "clutter":
      return withoutWriting(drawClutter(longest, options.random));
  }
  return drawPhoto({ ...options, kind, longest });
}

function withoutWriting(picture: RgbImage): Photo {
  const pixels = picture.width * picture.height;
  const [ink, owner] = [new Float32Array(pixels), new Uint8Array(pixels)];
  return {
    picture,
    truth: { text: "", marks: [], ink, owner },
    degradations: [],
    jpegQuality: null,
  };
}
