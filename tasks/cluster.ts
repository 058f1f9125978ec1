/** Starts two Triton nodes behind HAProxy on this machine. */
import { startCluster } from "../tools/cluster/start_cluster.ts";
import { MODEL_FLAG } from "./flags.ts";
import { runTask } from "./run_task.ts";
import { untilTold } from "./until_told.ts";

await runTask({
  task: "cluster",
  about: "Serves digit net and finder by two Triton nodes behind HAProxy, all on this machine.",
  flags: {
    port: {
      type: "integer",
      default: 8001,
      most: 65_535,
      help: "port of 127.0.0.1; 0 takes any that is free",
    },
    model: MODEL_FLAG,
  },
}, async ({ port, model }) => {
  const told = untilTold();
  await using cluster = await startCluster({
    port,
    model,
    onChange: (message) => console.error(message),
  });
  console.log(
    `deno task serve --engine ${cluster.url}  (which nodes are up: ${cluster.stats}; Ctrl-C stops all)`,
  );
  await told;
});
