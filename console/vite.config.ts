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

const MOST_FIRST_BYTES = 300 * 1024;

/** Fails the build if what every visitor loads first has become too much. */
function light(): Plugin {
  return {
    name: 'light',
    apply: 'build',
    writeBundle(_, bundle) {
      const first = new Set<string>(['index.html']);
      const styles = Object.keys(bundle).filter((name) => readFileSync(join(out, 'index.html'), 'utf8').includes(name) && name.endsWith('.css'));
      styles.forEach((name) => first.add(name));
      const visit = (name: string): void => {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk' || first.has(name)) return;
        first.add(name);
        chunk.imports.forEach(visit);
      };
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) visit(chunk.fileName);
      const bytes = [...first].reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name)), { level: 9 }).length, 0);
      if (bytes > MOST_FIRST_BYTES) this.error(`the first load is ${Math.round(bytes / 1024)} KiB (packed), more than ${MOST_FIRST_BYTES / 1024}`);
      if (process.env.PAWL_CONSOLE_SIZES) console.log([...first].map((name) => `${name} ${gzipSync(readFileSync(join(out, name)), { level: 9 }).length}`).join('\n'), `\nfirst load: ${Math.round(bytes / 1024)} KiB packed`);
    },
  };
}

export default defineConfig({
  plugins: [react(), packed(), light()],
  worker: { format: 'es' },
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
