// Reads a JSON array of expressions in M; writes what is wrong with each: an empty text for those that Power Query's parser takes.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { DefaultSettings, TaskUtils } = createRequire(import.meta.url)("@microsoft/powerquery-parser");

const problems = [];
for (const expression of JSON.parse(readFileSync(0, "utf8"))) {
    const task = await TaskUtils.tryLexParse(DefaultSettings, expression);
    problems.push(task.resultKind === "Ok" ? "" : String(task.error?.message ?? task.resultKind));
}
console.log(JSON.stringify(problems));
