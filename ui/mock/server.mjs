/**
 * Serves the built UI with an API of contract-shaped answers: a fixture for each state a page can be in.
 * States: full, empty (nothing connected), syncing (first sync), nodata (mapped, but nothing found),
 * failing (metrics answer 500), signin (a key is asked for), lives (an integration in each state of its life),
 * broken (the pages of integrations and settings get errors), bare (no channels, no notifications).
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeApi, STATES } from './api.mjs';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

function csv({ columns, items: rows }) {
  const names = columns.map((column) => column.name);
  return [
    names.join(','),
    ...rows.map((row) => names.map((name) => JSON.stringify(row[name] ?? '')).join(',')),
  ].join('\n');
}

async function readBody(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}

async function serveFile(path, response) {
  const wanted = normalize(join(DIST, path));
  const file = wanted.startsWith(DIST) && extname(wanted) ? wanted : join(DIST, 'index.html');
  try {
    const content = await readFile(file);
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': CSP,
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}

function serveEvents(api, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': welcome\n\n');
  const stop = api.listen((event, data) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
  );
  response.on('close', stop);
}

/** Starts on a free port unless told which. */
export async function startMock({ state = 'full', port = 0, delay = 0 } = {}) {
  if (!STATES.includes(state)) throw new Error(`state is one of ${STATES.join(', ')}`);
  const api = makeApi(state);
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (!url.pathname.startsWith('/api/v1')) return serveFile(url.pathname, response);
    const send = (status, body, type = 'application/json') => {
      response.writeHead(status, { 'content-type': type });
      response.end(body === null ? '' : type === 'application/json' ? JSON.stringify(body) : body);
    };
    if (url.pathname === '/api/v1/events') return serveEvents(api, response);
    try {
      const query = Object.fromEntries(url.searchParams);
      const body = await readBody(request);
      const result = api(request.method, url.pathname.slice('/api/v1'.length), query, body);
      if (delay) await new Promise((done) => setTimeout(done, delay));
      if (query.format === 'csv') return send(200, csv(result), 'text/csv');
      send(
        result === null
          ? 204
          : request.method === 'POST' && url.pathname.endsWith('/integrations')
            ? 201
            : 200,
        result,
      );
    } catch (error) {
      send(error.status ?? 500, {
        error: {
          code: error.code ?? 'internal',
          message: error.message,
          hint: error.hint ?? null,
          ...(error.line ? { line: error.line } : {}),
          request_id: 'req_7f3a91',
        },
      });
    }
  });
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(done);
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [state = 'full', port = '8420'] = process.argv.slice(2);
  const { url } = await startMock({ state, port: Number(port) });
  console.log(`mock in state ${state} at ${url}`);
}
