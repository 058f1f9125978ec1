/** Where the browser keeps examples, and the model that was taught last. */
const [NAME, EXAMPLES, MODELS] = ["teaching", "examples", "models"];

/** Opens what this device keeps: nothing of it is sent anywhere. */
export async function openStore() {
  const opening = indexedDB.open(NAME, 1);
  opening.addEventListener("upgradeneeded", () => {
    opening.result.createObjectStore(EXAMPLES, { keyPath: "id", autoIncrement: true });
    opening.result.createObjectStore(MODELS);
  });
  const database = await done(opening);
  const store = (name, mode = "readwrite") => database.transaction(name, mode).objectStore(name);

  return {
    /** All examples, `{id, name, pixels}` each, the oldest first. */
    all: () => done(store(EXAMPLES, "readonly").getAll()),
    /** Keeps examples, all or none, and gives them with their `id`s. */
    async add(examples) {
      const kept = store(EXAMPLES);
      const ids = await Promise.all(examples.map((example) => done(kept.add(example))));
      return examples.map((example, i) => ({ ...example, id: ids[i] }));
    },
    remove: (id) => done(store(EXAMPLES).delete(id)),
    clear: () => done(store(EXAMPLES).clear()),
    /** What came of the last lesson; undefined where there was none. */
    lesson: () => done(store(MODELS, "readonly").get("lesson")),
    keepLesson: (lesson) => done(store(MODELS).put(lesson, "lesson")),
  };
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}
