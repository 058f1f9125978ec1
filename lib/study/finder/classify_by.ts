// Notebook 08 takes it from here.
export { classifyBy } from "../../engine/classify_by.ts";
