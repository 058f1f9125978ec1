import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What is counted, for Prometheus to ask for. */
export interface Metrics {
  /** A request that was answered: its route, HTTP's status, and seconds. */
  answered(route: string, status: number, seconds: number): void;
  /** A request, or one picture of many, that was not served, by its error's code. */
  refused(code: string): void;
  /** A picture that was looked at. */
  picture(): void;
  /** A step of an answer, and the seconds that it took. */
  took(step: Step, seconds: number): void;
  /** Does `work`, a step of an answer, and counts how long it took. */
  time<T>(step: Step, work: () => Promise<T>): Promise<T>;
  /** All of it in Prometheus' text format. */
  text(): Promise<string>;
}

/** The steps of an answer: its body comes, its turn comes, and it is read. */
export type Step = "body" | "wait" | "read";

/** What is measured each time the numbers are asked for. */
export interface Gauges {
  readonly running: () => number;
  readonly waiting: () => number;
  readonly heldBytes: () => number;
}

/** Seconds: an answer takes a few milliseconds, a large photograph up to a second. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes {@linkcode Metrics} of their own registry, so that two servers in a process do not mix. */
export function createMetrics({ running, waiting, heldBytes }: Gauges): Metrics {
  const registers = [new Registry()];
  const requests = new Counter({
    name: "digits_requests_total",
    help: "Requests answered, by route and status",
    labelNames: ["route", "status"],
    registers,
  });
  const seconds = new Histogram({
    name: "digits_request_seconds",
    help: "Seconds from a request to its answer, by route",
    labelNames: ["route"],
    buckets: BUCKETS,
    registers,
  });
  const steps = new Histogram({
    name: "digits_step_seconds",
    help: "Seconds that each step of an answer took",
    labelNames: ["step"],
    buckets: BUCKETS,
    registers,
  });
  const refusals = new Counter({
    name: "digits_refusals_total",
    help: "Requests, and pictures of forms, that were not served, by the error's code",
    labelNames: ["code"],
    registers,
  });
  const pictures = new Counter({
    name: "digits_pictures_total",
    help: "Pictures that were looked at",
    registers,
  });
  gauge("digits_running", "Questions that are being answered", running);
  gauge("digits_waiting", "Questions that wait for their turn", waiting);
  gauge("digits_held_bytes", "Bytes of bodies that are held", heldBytes);
  gauge(
    "process_resident_memory_bytes",
    "Memory of the process, in bytes",
    () => Deno.memoryUsage().rss,
  );

  function gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }

  const took = (step: Step, seconds: number) => steps.observe({ step }, seconds);

  return {
    answered(route, status, time) {
      requests.inc({ route, status });
      seconds.observe({ route }, time);
    },
    refused: (code) => refusals.inc({ code }),
    picture: () => pictures.inc(),
    took,
    async time(step, work) {
      const before = performance.now();
      try {
        return await work();
      } finally {
        took(step, (performance.now() - before) / 1000);
      }
    },
    text: () => registers[0].metrics(),
  };
}
