import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const target = process.env.PAWL_URL ?? 'http://127.0.0.1:8083';
const out = 'target/classes/pawl/console';

/** Packs once, here, what the server would otherwise pack for every visitor. */
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    writeBundle(_, bundle) {
      for (const name of Object.keys(bundle)) {
        const bytes = readFileSync(join(out, name));
        if (bytes.length > 1024) {
          writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
        }
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), packed()],
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 2000,
    // What is small stays a file of its own all the same: the policy allows no data: scripts.
    assetsInlineLimit: 0,
  },
  server: {
    // "npm run dev" beside a running server: PAWL_URL says where that is.
    proxy: {
      '/api': target,
      '/health': target,
      '/2015-03-31': target,
      '/': { target, bypass: (request) => (request.method === 'POST' ? undefined : request.url) },
    },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
} as Parameters<typeof defineConfig>[0]);
