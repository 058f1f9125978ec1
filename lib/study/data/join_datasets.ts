// Notebooks take it from here.
export { joinDatasets } from "../../dataset/join_datasets.ts";
