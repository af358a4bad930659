import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The API of a server started by hand; `WEIR_URL` names another one.
  server: { proxy: { '/api': process.env.WEIR_URL ?? 'http://127.0.0.1:8420' } },
  build: {
    target: 'es2022',
    // The content security policy forbids data: URLs.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
});
