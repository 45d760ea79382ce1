import { defineConfig } from 'vitest/config';

const runningDesk = 'http://localhost:3000';

export default defineConfig({
  publicDir: 'src/main/ui/public',
  build: {
    outDir: 'target/classes/desk',
    modulePreload: false,
  },
  server: {
    proxy: { '/api': runningDesk, '/config': runningDesk },
  },
  test: {
    include: ['src/main/ui/**/*.test.ts'],
  },
});
