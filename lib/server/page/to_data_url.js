import { element } from "./element.js";

/** A picture as the worker sees it, as a data URL: a grey one as ink black on white paper, others as they are. */
export function toDataUrl({ width, height, data }) {
  const isGrey = data instanceof Float32Array;
  const toByte = isGrey ? (i) => Math.round(255 * (1 - data[i])) : (i, c) => data[3 * i + c];
  const pixels = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = toByte(i, c);
    pixels.data[4 * i + 3] = 255;
  }
  return urlOfPixels(pixels);
}

/** Pixels, an ImageData, as a PNG in a data URL. */
export function urlOfPixels(pixels) {
  const { width, height } = pixels;
  const canvas = element("canvas", { width, height });
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  return canvas.toDataURL("image/png");
}
