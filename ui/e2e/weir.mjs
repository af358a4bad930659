/** A real Weir to drive: the one `WEIR_URL` names, or the demo of the binary `WEIR_BIN`, started here. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const PATIENCE = 120_000;

/** Starts the demo on a free port and waits until its first sync has succeeded. */
export async function startWeir(binary) {
  const weir = await launchWeir(binary);
  const deadline = Date.now() + PATIENCE;
  while (!(await healthy(weir.url))) {
    if (Date.now() > deadline) throw new Error('the first sync of the demo did not succeed');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return weir;
}

/** Starts the demo on a free port and waits until it listens. */
export async function launchWeir(binary, more = []) {
  const child = spawn(binary, ['demo', '--port', '0', ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${binary} ended with ${code} before it listened`)));
    createInterface(child.stdout).on('line', (line) => {
      const address = line.match(/listening on (\S+)/);
      if (address) resolve(address[1]);
    });
  });
  return { url, close: () => child.kill('SIGINT') };
}

/** Whether every integration is. */
export async function healthy(url) {
  const answer = await (await fetch(`${url}/api/v1/integrations`)).json();
  return answer.items.length > 0 && answer.items.every((each) => each.status === 'healthy');
}
