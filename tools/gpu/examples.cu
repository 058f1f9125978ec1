// Examples for the finder from pictures that lie in the GPU's memory: the same as lib/dataset/finder/
// finder_example.ts and finder_targets.ts make, a thread a pixel. Also compiles as C++
// (tests/gpu/examples_test.ts), to be held to the TypeScript where there is no GPU.
//
// Every kernel takes one example a block column (blockIdx.x) and walks its pixels in strides.

#define SIDE 256
#define FINE (SIDE / 2)
#define COARSE (SIDE / 4)
#define EACH(i, n) \
  for (int i = blockIdx.y * blockDim.x + threadIdx.x; i < (n); i += gridDim.y * blockDim.x)

struct View {
  long long pixels, plane;  // where the picture's grey begins, and bytes from it to ink and on to owners
  int width, height;        // of the picture
  int outWidth, outHeight, left, top;  // where the part is shown
  float x, y, partWidth, partHeight;   // the part, in the picture's pixels
  int firstMark, marks;
  // How it is degraded: 0 leaves out.
  int negative, clean;
  float gamma, across, down, contrast, noise, salt;
  unsigned seed;
};

struct Mark {
  float x, y, width, height, isDigit;
};

__device__ static unsigned hashOf(unsigned x) {
  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  x *= 0x846ca68bu;
  return x ^ (x >> 16);
}

__device__ static float uniformOf(unsigned seed, unsigned n) {
  return (hashOf(hashOf(seed) + n) >> 8) * (1.0f / 16777216.0f);
}

struct Taps {
  int first, last;
  double centre, reach;
  float total;
};

// The triangle filter of lib/image/resize.ts for one output pixel.
__device__ static float tapWeight(const Taps& taps, int k) {
  if (taps.total <= 0) return k == taps.first ? 1 : 0;
  double weight = 1 - fabs(k + 0.5 - taps.centre) / taps.reach;
  return weight > 0 ? (float)weight : 0;
}

__device__ static Taps tapsOf(int size, float start, float length, int outputs, int i) {
  double scale = (double)length / outputs;
  Taps taps;
  taps.reach = scale > 1 ? scale : 1;
  taps.centre = start + (i + 0.5) * scale;
  int first = (int)floor(taps.centre - taps.reach + 0.5);
  taps.first = first < 0 ? 0 : first > size - 1 ? size - 1 : first;
  int last = (int)floor(taps.centre + taps.reach + 0.5);
  last = last > size ? size : last;
  taps.last = last < taps.first + 1 ? taps.first + 1 : last;
  taps.total = 1;
  float total = 0;
  for (int k = taps.first; k < taps.last; k++) total += tapWeight(taps, k);
  taps.total = total;
  return taps;
}

// The places of a picture that one pixel shows, as `ranges` of finder_example.ts.
__device__ static void rangeOf(int places, float start, float length, int pixels, int n, int* first, int* last) {
  double size = (double)length / pixels;
  *first = (int)floor(start + (size > 1 ? n : n + 0.5) * size);
  int end = size > 1 ? (int)ceil(start + (n + 1) * size) : *first + 1;
  *last = (places < end ? places : end) - 1;
}

__device__ static float degraded(const View& view, float grey, int x, int y) {
  if (view.negative) grey = 1 - grey;
  if (view.clean) return grey;
  if (view.gamma > 0) grey = powf(grey > 0 ? grey : 0, view.gamma);
  grey += view.across * x / view.outWidth + view.down * y / view.outHeight;
  if (view.contrast > 0) grey = 0.5f + view.contrast * (grey - 0.5f);
  unsigned n = 4 * (y * SIDE + x);
  if (view.noise > 0) {
    float u = uniformOf(view.seed, n) + 1e-7f;
    grey += view.noise * sqrtf(-2 * logf(u)) * cosf(6.2831853f * uniformOf(view.seed, n + 1));
  }
  if (view.salt > 0 && uniformOf(view.seed, n + 2) < view.salt) {
    grey = uniformOf(view.seed, n + 3) < 0.5f ? 0 : 1;
  }
  return grey < 0 ? 0 : grey > 1 ? 1 : grey;
}

extern "C" __global__ void showParts(
  const unsigned char* pixels, const View* views, float* grey, float* ink, unsigned char* owner) {
  const View view = views[blockIdx.x];
  const unsigned char* greys = pixels + view.pixels;
  const unsigned char* inks = greys + view.plane;
  const unsigned char* owners = inks + view.plane;
  long long base = (long long)blockIdx.x * SIDE * SIDE;
  EACH(i, SIDE * SIDE) {
    int x = i % SIDE - view.left, y = i / SIDE - view.top;
    float shownGrey = 0, shownInk = 0;
    int whose = 0;
    if (x >= 0 && x < view.outWidth && y >= 0 && y < view.outHeight) {
      Taps columns = tapsOf(view.width, view.x, view.partWidth, view.outWidth, x);
      Taps rows = tapsOf(view.height, view.y, view.partHeight, view.outHeight, y);
      for (int v = rows.first; v < rows.last; v++) {
        float rowGrey = 0, rowInk = 0;
        for (int u = columns.first; u < columns.last; u++) {
          float weight = tapWeight(columns, u);
          long long from = (long long)v * view.width + u;
          rowGrey += weight * greys[from];
          rowInk += weight * inks[from];
        }
        float weight = tapWeight(rows, v);
        shownGrey += weight * rowGrey;
        shownInk += weight * rowInk;
      }
      float whole = 255 * (columns.total > 0 ? columns.total : 1) * (rows.total > 0 ? rows.total : 1);
      shownGrey = degraded(view, shownGrey / whole, x, y);
      shownInk /= whole;
      int left, right, top, bottom, most = 0;
      rangeOf(view.width, view.x, view.partWidth, view.outWidth, x, &left, &right);
      rangeOf(view.height, view.y, view.partHeight, view.outHeight, y, &top, &bottom);
      for (int v = top; v <= bottom; v++) {
        for (int u = left; u <= right; u++) {
          long long from = (long long)v * view.width + u;
          if (inks[from] <= most) continue;
          most = inks[from];
          whose = owners[from];
        }
      }
    }
    grey[base + i] = shownGrey;
    ink[base + i] = shownInk;
    owner[base + i] = whose;
  }
}

// Less the mean, by the deviation, with the median all round: finderInput of lib/finder/finder_input.ts.
// One block an example.
extern "C" __global__ void normalize(const View* views, float* grey) {
  __shared__ int levels[256];
  __shared__ float sums[2];
  __shared__ float ground;
  const View view = views[blockIdx.x];
  float* picture = grey + (long long)blockIdx.x * SIDE * SIDE;
  int pixels = view.outWidth * view.outHeight;
  for (int i = threadIdx.x; i < 256; i += blockDim.x) levels[i] = 0;
  if (threadIdx.x == 0) sums[0] = sums[1] = 0;
  __syncthreads();
  float sum = 0, squares = 0;
  for (int i = threadIdx.x; i < pixels; i += blockDim.x) {
    int at = (i / view.outWidth + view.top) * SIDE + i % view.outWidth + view.left;
    float value = picture[at];
    sum += value;
    squares += value * value;
    atomicAdd(&levels[(int)(value * 255 + 0.5f)], 1);
  }
  atomicAdd(&sums[0], sum);
  atomicAdd(&sums[1], squares);
  __syncthreads();
  if (threadIdx.x == 0) {
    int seen = 0, level = 0;
    for (; level < 255; level++) {
      seen += levels[level];
      if (2 * seen >= pixels && seen > 0) break;
    }
    ground = level / 255.0f;
  }
  __syncthreads();
  float mean = sums[0] / pixels;
  float variance = sums[1] / pixels - mean * mean;
  float deviation = variance > 0 ? sqrtf(variance) : 0;
  float scale = 1 / (deviation > 0.03f ? deviation : 0.03f);
  for (int i = threadIdx.x; i < SIDE * SIDE; i += blockDim.x) {
    int x = i % SIDE - view.left, y = i / SIDE - view.top;
    bool shown = x >= 0 && x < view.outWidth && y >= 0 && y < view.outHeight;
    picture[i] = scale * ((shown ? picture[i] : ground) - mean);
  }
}

__device__ static Mark shownMark(const View& view, const Mark* marks, int n) {
  Mark mark = marks[view.firstMark + n];
  float scaleX = view.outWidth / view.partWidth, scaleY = view.outHeight / view.partHeight;
  mark.x = (mark.x - view.x) * scaleX + view.left;
  mark.y = (mark.y - view.y) * scaleY + view.top;
  mark.width *= scaleX;
  mark.height *= scaleY;
  return mark;
}

// Ink of a pixel by the most around it, so that a stroke finer than a pixel gets full ink.
__device__ static float thickened(const float* ink, int x, int y) {
  float own = ink[y * SIDE + x];
  if (own < 0.04f) return 0;
  float most = 0;
  for (int v = y > 0 ? y - 1 : 0; v <= y + 1 && v < SIDE; v++) {
    for (int u = x > 0 ? x - 1 : 0; u <= x + 1 && u < SIDE; u++) most = fmaxf(most, ink[v * SIDE + u]);
  }
  return own / most;
}

extern "C" __global__ void fineTargets(
  const View* views, const Mark* marks, const float* ink, const unsigned char* owner, float* fine) {
  const View view = views[blockIdx.x];
  const float* inks = ink + (long long)blockIdx.x * SIDE * SIDE;
  const unsigned char* owners = owner + (long long)blockIdx.x * SIDE * SIDE;
  EACH(i, FINE * FINE) {
    float* out = fine + ((long long)blockIdx.x * FINE * FINE + i) * 7;
    int x = i % FINE, y = i / FINE, whose = 0;
    float most = 0;
    for (int k = 0; k < 4; k++) {
      int u = 2 * x + (k & 1), v = 2 * y + (k >> 1);
      float share = thickened(inks, u, v);
      out[k] = share;
      int owned = owners[v * SIDE + u];
      if (share > most && owned > 0) {
        most = share;
        whose = owned;
      }
    }
    out[4] = out[5] = out[6] = 0;
    if (whose == 0) continue;
    Mark mark = shownMark(view, marks, whose - 1);
    out[4] = (mark.x + mark.width / 2 - 2 * x - 1) / 16;
    out[5] = (mark.y + mark.height / 2 - 2 * y - 1) / 16;
    out[6] = most * 16 / fmaxf(16, fmaxf(mark.width, mark.height));
  }
}

extern "C" __global__ void coarseTargets(const View* views, const Mark* marks, float* coarse) {
  const View view = views[blockIdx.x];
  EACH(i, COARSE * COARSE) {
    float* out = coarse + ((long long)blockIdx.x * COARSE * COARSE + i) * 4;
    out[0] = out[1] = out[2] = out[3] = 0;
    int u = i % COARSE, v = i / COARSE;
    for (int n = 0; n < view.marks; n++) {
      Mark mark = shownMark(view, marks, n);
      float x = (mark.x + mark.width / 2) / 4, y = (mark.y + mark.height / 2) / 4;
      bool isShown = 4 * x >= view.left && 4 * x < view.left + view.outWidth && 4 * y >= view.top &&
        4 * y < view.top + view.outHeight;
      if (!isShown) continue;
      float size = fmaxf(mark.width, mark.height);
      float spread = fmaxf(0.7f, 0.1f * size / 4);
      int reach = (int)ceilf(3 * spread);
      int column = (int)floorf(x), row = (int)floorf(y);
      if (u < column - reach || u > column + reach || v < row - reach || v > row + reach) continue;
      float dx = u + 0.5f - x, dy = v + 0.5f - y;
      float heat = u == column && v == row ? 1 : expf(-(dx * dx + dy * dy) / (2 * spread * spread));
      int channel = mark.isDigit > 0 ? 0 : 1;
      out[channel] = fmaxf(out[channel], heat);
      if (heat < 0.5f || heat <= out[3]) continue;
      out[2] = logf(size / 32);
      out[3] = heat;
    }
  }
}
