/** What is compared with, pinned: Python packages, and the environments that hold them. */
import type { PythonPackages } from "./baseline_python.ts";

/** What a server needs that reads digits with FastAPI and onnxruntime. */
export const SERVING = [
  "numpy==2.4.6",
  "onnxruntime==1.32.0",
  "pillow==13.0.0",
  "scipy==1.17.1",
  "fastapi==0.165.0",
  "uvicorn==0.54.0",
  "uvloop==0.23.0",
  "httptools==0.9.0",
] as const;

/** All of `deno task bench` but PyTorch, in an environment of its own: other reports' packages do not move these. */
export const PACKAGES: PythonPackages = {
  environment: "bench-venv",
  requirements: [
    ...SERVING,
    "tensorflow-cpu==2.21.0",
    "keras==3.15.1",
    "scikit-image==0.26.0",
    "rapidocr-onnxruntime==1.4.4",
    "opencv-python==5.0.0.93",
    "streamlit==1.67.0",
  ],
  bytes: 2.7e9,
};

/** PyTorch, apart because of its size: the wheel that pip finds by name brings CUDA along, of which nothing is used. */
export const TORCH: PythonPackages = {
  environment: "torch-venv",
  requirements: ["torch==2.15.0", "numpy==2.4.6"],
  bytes: 5.8e9,
};
