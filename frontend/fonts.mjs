// Cuts Inter (OFL) down to the letters of British, Irish and other European names, in the
// weights that the pages use, and puts its licence beside it.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const from = "node_modules/@fontsource-variable/inter";
const to = "../static/fonts";

// Code points, first to last. The unicode-range lines of scss/_font.scss say the same.
const parts = {
  latin: [
    [0x20, 0x7e], [0xa0, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2c6, 0x2c6], [0x2da, 0x2da],
    [0x2dc, 0x2dc], [0x2000, 0x206f], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2190, 0x2193],
    [0x2212, 0x2212], [0x2215, 0x2215],
  ],
  "latin-ext": [
    [0x100, 0x130], [0x132, 0x151], [0x154, 0x17f], [0x18f, 0x18f], [0x192, 0x192], [0x1cd, 0x1dc],
    [0x1e6, 0x1e7], [0x1fa, 0x1ff], [0x218, 0x21b], [0x259, 0x259], [0x300, 0x30c], [0x323, 0x323],
    [0x326, 0x328], [0x1e0a, 0x1e0b], [0x1e1e, 0x1e1f], [0x1e40, 0x1e41], [0x1e56, 0x1e57],
    [0x1e60, 0x1e61], [0x1e6a, 0x1e6b], [0x1e80, 0x1e85], [0x1e9e, 0x1e9e], [0x1ef2, 0x1ef3],
  ],
};

function letters(ranges) {
  let text = "";
  for (const [first, last] of ranges) {
    for (let point = first; point <= last; point += 1) text += String.fromCodePoint(point);
  }
  return text;
}

await mkdir(to, { recursive: true });
for (const [name, ranges] of Object.entries(parts)) {
  const whole = await readFile(`${from}/files/inter-${name}-wght-normal.woff2`);
  const part = await subsetFont(whole, letters(ranges), {
    targetFormat: "woff2",
    variationAxes: { wght: { min: 400, max: 700 } },
  });
  await writeFile(`${to}/inter-${name}.woff2`, part);
}
await copyFile(`${from}/LICENSE`, `${to}/Inter-LICENSE.txt`);
