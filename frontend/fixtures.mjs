// Copies what GOV.UK Frontend says its components should look like (MIT) into the tests, so that
// they can compare our templates with it without Node: each fixture's name, options and HTML.
import { mkdir, readFile, writeFile } from "node:fs/promises";

const from = "node_modules/govuk-frontend/dist/govuk/components";
const to = "../tests/unit/socialvalue/core/fixtures";
const components = [
  "button", "character-count", "checkboxes", "date-input", "error-summary", "fieldset",
  "file-upload", "input", "inset-text", "panel", "password-input", "radios", "select", "tag",
  "textarea", "warning-text",
];

await mkdir(to, { recursive: true });
for (const component of components) {
  const { fixtures } = JSON.parse(await readFile(`${from}/${component}/fixtures.json`, "utf8"));
  const kept = fixtures.map(({ name, options, html }) => ({ name, options, html }));
  await writeFile(`${to}/${component}.json`, `${JSON.stringify(kept)}\n`);
}
