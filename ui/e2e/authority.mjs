/** An upstream that lets in by OAuth: a page where a person agrees, tokens for codes, and an API for who has one. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

export const CLIENT = { id: 'weir-client', secret: 'registered-secret' };

export async function startAuthority() {
  const codes = new Map();
  const seen = { tokens: [], api: [], refused: 0 };
  let given = 0;
  const body = async (request) => {
    let text = '';
    for await (const piece of request) text += piece;
    return new URLSearchParams(text);
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const json = (status, value) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (url.pathname === '/oauth/authorize') {
      const asked = Object.fromEntries(url.searchParams);
      if (asked.client_id !== CLIENT.id || asked.code_challenge_method !== 'S256') return json(400, {});
      given += 1;
      const code = `code-${given}`;
      codes.set(code, asked);
      const back = (answer) =>
        `${asked.redirect_uri}?${new URLSearchParams({ ...answer, state: asked.state })}`;
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(
        `<!doctype html><title>Agree</title><h1>May Weir read?</h1>
         <a href="${back({ code }).replaceAll('&', '&amp;')}">Agree</a>
         <a href="${back({ error: 'access_denied' }).replaceAll('&', '&amp;')}">Refuse</a>`,
      );
      return;
    }
    if (url.pathname === '/oauth/token') {
      const form = Object.fromEntries(await body(request));
      const asked = codes.get(form.code);
      codes.delete(form.code);
      const proof = createHash('sha256')
        .update(form.code_verifier ?? '')
        .digest('base64url');
      const good =
        asked &&
        form.grant_type === 'authorization_code' &&
        form.client_secret === CLIENT.secret &&
        form.redirect_uri === asked.redirect_uri &&
        proof === asked.code_challenge;
      if (!good) {
        seen.refused += 1;
        return json(400, { error: 'invalid_grant' });
      }
      const token = `access-${seen.tokens.length + 1}`;
      seen.tokens.push(token);
      return json(200, {
        access_token: token,
        refresh_token: `refresh-${seen.tokens.length}`,
        token_type: 'Bearer',
        expires_in: 7200,
      });
    }
    const token = (request.headers.authorization ?? '').replace(/^Bearer /i, '');
    if (!seen.tokens.includes(token)) return json(401, { message: '401 Unauthorized' });
    seen.api.push(url.pathname);
    return json(200, []);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
