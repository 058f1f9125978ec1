/**
 * Thins a shape to lines one pixel wide, with its ends and holes kept.
 *
 * Zhang and Suen, "A fast parallel algorithm for thinning digital patterns" (1984).
 *
 * @param marked `width * height` numbers, row-major; anything but 0 is marked. What touches the border
 * is thinned as if it went no further.
 * @returns `width * height` bytes, 1 on the skeleton.
 */
export function skeleton(marked: ArrayLike<number>, width: number, height: number): Uint8Array {
  // A border of one blank pixel saves every neighbour's check for being inside.
  const stride = width + 2;
  const pixels = new Uint8Array(stride * (height + 2));
  let shape: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!marked[y * width + x]) continue;
      const i = (y + 1) * stride + x + 1;
      pixels[i] = 1;
      shape.push(i);
    }
  }
  for (let idle = 0, pass = 0; idle < 2; pass = 1 - pass) {
    const peeled = shape.filter((i) => peels(pixels, i, stride, pass));
    for (const i of peeled) pixels[i] = 0;
    shape = shape.filter((i) => pixels[i] === 1);
    idle = peeled.length === 0 ? idle + 1 : 0;
  }
  const thin = new Uint8Array(width * height);
  for (const i of shape) {
    thin[(Math.floor(i / stride) - 1) * width + i % stride - 1] = 1;
  }
  return thin;
}

/** Whether a pixel goes in this pass: pass 0 peels from the south-east, pass 1 from the north-west. */
function peels(pixels: Uint8Array, i: number, stride: number, pass: number): boolean {
  const north = pixels[i - stride];
  const northEast = pixels[i - stride + 1];
  const east = pixels[i + 1];
  const southEast = pixels[i + stride + 1];
  const south = pixels[i + stride];
  const southWest = pixels[i + stride - 1];
  const west = pixels[i - 1];
  const northWest = pixels[i - stride - 1];
  const neighbours = north + northEast + east + southEast + south + southWest + west + northWest;
  if (neighbours < 2 || neighbours > 6) return false;
  // Changes from blank to marked around the pixel: where there is 1, removing it disconnects nothing.
  const turns = (northEast & ~north) + (east & ~northEast) + (southEast & ~east) +
    (south & ~southEast) + (southWest & ~south) + (west & ~southWest) + (northWest & ~west) +
    (north & ~northWest);
  if (turns !== 1) return false;
  return pass === 0
    ? (north & east & south) === 0 && (east & south & west) === 0
    : (north & east & west) === 0 && (north & south & west) === 0;
}
