import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run dev` talks to the API of `npm start`; the build is what the API serves at `/`. */
export default defineConfig({
  plugins: [react()],
  server: {
    proxy: Object.fromEntries(
      ['/api', '/admin', '/docs', '/openapi.json', '/health'].map((path) => [path, 'http://127.0.0.1:3000']),
    ),
  },
  build: { target: 'es2022', sourcemap: true, assetsInlineLimit: 0, reportCompressedSize: true },
  worker: { format: 'es' },
});
