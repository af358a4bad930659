/** Checks what a first visit downloads, compressed: at most 350 kB. Run after `npm run build`. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const LIMIT = 350_000;

const compressed = async (path) => {
  const content = await readFile(DIST + path);
  return path.endsWith('.woff2') ? content.length : gzipSync(content).length;
};

const html = await readFile(`${DIST}index.html`, 'utf8');
const linked = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css|svg))"/g)].map((match) => match[1]);
const assets = await readdir(`${DIST}assets`);
// The text of the pages is Latin: browsers fetch this part of the font only.
const font = assets.filter((name) => /inter-latin-wght.*\.woff2$/.test(name)).map((name) => `assets/${name}`);

const sizes = [];
for (const path of ['index.html', ...linked, ...font]) sizes.push([path, await compressed(path)]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
for (const [path, size] of sizes) console.log(`${String(size).padStart(8)} ${path}`);
console.log(`${String(total).padStart(8)} first load, at most ${LIMIT}`);
if (total > LIMIT) {
  console.error('the first load is too large: make what the first page does not need lazy');
  process.exit(1);
}
