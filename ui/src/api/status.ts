import type { Integration } from './types';

export function isRunning(integration: Integration): boolean {
  return integration.last_task?.status === 'running';
}
