import { element } from "./element.js";

/** The pixels of the picture at a URL, as an ImageData. */
export async function pixelsOfUrl(url) {
  const image = element("img", { src: url });
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const context = element("canvas", { width, height }).getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, width, height);
}
