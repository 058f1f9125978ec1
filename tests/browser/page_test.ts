/// <reference lib="dom" />
/** The page in a real browser, on the shipped model; what is tested is what people see. */
import "./access_cases.ts";
import "./answer_cases.ts";
import "./docs_cases.ts";
import "./game_cases.ts";
import "./hands_cases.ts";
import "./layout_cases.ts";
import "./live_cases.ts";
import "./pad_cases.ts";
import "./queue_cases.ts";
import "./teach_cases.ts";
import "./trouble_cases.ts";
import "./why_cases.ts";
import "./words_cases.ts";
