/**
 * Whether a notebook shall make do with little data and few epochs, to show only that it works.
 *
 * `deno task notebooks --fast` sets it; in Jupyter it is false.
 */
export const fast: boolean = Deno.env.get("NOTEBOOK_FAST") === "1";
