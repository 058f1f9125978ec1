/** What is used of a canvas's 2d context, which Deno's types lack. */
export interface Paper {
  readonly canvas: OffscreenCanvas;
  fillStyle: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  drawImage(image: ImageBitmap, x: number, y: number): void;
  putImageData(image: ImageData, x: number, y: number): void;
  getImageData(x: number, y: number, width: number, height: number): ImageData;
}

/** White paper of so many pixels. */
export function createPaper(width: number, height: number): Paper {
  const canvas = new OffscreenCanvas(width, height);
  const paper = canvas.getContext("2d" as "webgpu", {
    willReadFrequently: true,
  }) as unknown as Paper;
  paper.fillStyle = "#ffffff";
  paper.fillRect(0, 0, width, height);
  return paper;
}
