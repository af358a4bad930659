/** Writes `src/api/schema.ts` from the server's API description. `--check` only says whether it is current. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const SOURCE = fileURLToPath(new URL('../../crates/server/openapi.json', import.meta.url));
const TARGET = fileURLToPath(new URL('../src/api/schema.ts', import.meta.url));

const document = JSON.parse(await readFile(SOURCE, 'utf8'));

const header = '// Generated from crates/server/openapi.json by `npm run schema`. Do not edit.\n\n';
const text = header + astToString(await openapiTS(document, { emptyObjectsUnknown: true }));

if (process.argv.includes('--check')) {
  if (text !== (await readFile(TARGET, 'utf8').catch(() => ''))) {
    console.error('src/api/schema.ts is out of date: run npm run schema and commit the file');
    process.exit(1);
  }
} else {
  await writeFile(TARGET, text);
}
