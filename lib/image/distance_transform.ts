/**
 * The Euclidean distance of every pixel to the nearest marked one, in pixels.
 *
 * Exact, in time linear in the pixels: one pass down the columns, then the lower envelope of parabolas
 * along each row (Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions", 2012).
 *
 * @param marked `width * height` numbers, row-major; anything but 0 is marked.
 * @returns `width * height` distances; `Infinity` everywhere when nothing is marked.
 */
export function distanceTransform(
  marked: ArrayLike<number>,
  width: number,
  height: number,
): Float32Array {
  const squared = columnDistances(marked, width, height);
  const row = new Float64Array(width);
  const vertices = new Int32Array(width);
  const bounds = new Float64Array(width + 1);
  const distances = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const offset = y * width;
    let last = -1;
    for (let x = 0; x < width; x++) {
      const value = squared[offset + x];
      row[x] = value;
      if (value === Infinity) continue;
      let start = -Infinity;
      while (last >= 0) {
        const v = vertices[last];
        start = (value + x * x - row[v] - v * v) / (2 * (x - v));
        if (start > bounds[last]) break;
        last--;
      }
      last++;
      vertices[last] = x;
      bounds[last] = last === 0 ? -Infinity : start;
      bounds[last + 1] = Infinity;
    }
    if (last < 0) {
      distances.fill(Infinity, offset, offset + width);
      continue;
    }
    for (let x = 0, k = 0; x < width; x++) {
      while (bounds[k + 1] < x) k++;
      const v = vertices[k];
      distances[offset + x] = Math.sqrt((x - v) ** 2 + row[v]);
    }
  }
  return distances;
}

/**
 * The distance of every pixel to the edge of what is marked, in pixels: below zero inside.
 *
 * @param inside `width * height` bytes, 1 where it is marked, else 0.
 */
export function signedDistances(inside: Uint8Array, width: number, height: number): Float32Array {
  const toInside = distanceTransform(inside, width, height);
  const toOutside = distanceTransform(inside.map((mark) => 1 - mark), width, height);
  // Distances are between centres: the edge runs half a pixel before the other side's.
  return toInside.map((distance, i) => inside[i] ? 0.5 - toOutside[i] : distance - 0.5);
}

/** The squared distance of every pixel to the nearest marked one in its own column. */
function columnDistances(marked: ArrayLike<number>, width: number, height: number): Float64Array {
  const squared = new Float64Array(width * height);
  for (let x = 0; x < width; x++) {
    let distance = Infinity;
    for (let y = 0; y < height; y++) {
      const i = y * width + x;
      distance = marked[i] ? 0 : distance + 1;
      squared[i] = distance;
    }
    distance = Infinity;
    for (let y = height - 1; y >= 0; y--) {
      const i = y * width + x;
      distance = marked[i] ? 0 : distance + 1;
      squared[i] = Math.min(squared[i], distance) ** 2;
    }
  }
  return squared;
}
