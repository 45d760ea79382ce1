import { PurgeCSS } from 'purgecss';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const runningDesk = 'http://localhost:3000';

export default defineConfig({
  publicDir: 'src/main/ui/public',
  plugins: [onlyUsedCss()],
  build: {
    outDir: 'target/classes/desk',
    modulePreload: false,
  },
  server: {
    // The table of folding is the services' too.
    fs: { allow: ['..'] },
    proxy: { '/api': { target: runningDesk }, '/config': { target: runningDesk } },
  },
  test: {
    include: ['src/main/ui/**/*.test.ts'],
  },
});

/**
 * Of Bootstrap only the rules whose class names stand somewhere in the sources as whole words. Done before Vite names the file
 * after its content, because a browser keeps it under that name.
 */
function onlyUsedCss(): Plugin {
  return {
    name: 'only-used-css',
    apply: 'build',
    enforce: 'pre',
    async transform(css, id) {
      if (!id.endsWith('bootstrap.css')) return;
      const [, used] = await new PurgeCSS().purge({
        content: ['index.html', 'src/main/ui/**/*.{tsx,ts,css}'],
        // The desk's own comes first, so that the variables that it reads are known as used.
        css: ['src/main/ui/desk.css', { raw: css }],
        variables: true,
        keyframes: true,
        dynamicAttributes: ['data-bs-theme', 'aria-current', 'aria-sort', 'type'],
      });
      return used!.css;
    },
  };
}
