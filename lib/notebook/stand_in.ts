/**
 * Stands in for what a Jupyter kernel gives a notebook: `Deno.jupyter`, and a console whose complaints
 * are part of the outputs. Loaded before a notebook's module, with `deno run --preload`.
 *
 * @module
 */
import { format } from "node:util";
import { publish } from "./messages.ts";

const jupyter: Pick<typeof Deno.jupyter, "broadcast" | "display"> = {
  broadcast(msg_type, content) {
    publish({ msg_type, content });
    return Promise.resolve();
  },
  display(data, { raw, display_id, update } = {}) {
    if (!raw) throw new TypeError("a notebook of this project displays { raw: true } data alone");
    const msg_type = update ? "update_display_data" : "display_data";
    return jupyter.broadcast(msg_type, { data, metadata: {}, transient: { display_id } });
  },
};
Object.assign(Deno, { jupyter });

for (const level of ["warn", "error"] as const) {
  console[level] = (...data) =>
    publish({ msg_type: "stream", content: { name: "stderr", text: `${format(...data)}\n` } });
}
