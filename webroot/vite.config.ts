import { PurgeCSS } from 'purgecss';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

const runningDesk = 'http://localhost:3000';

export default defineConfig({
  publicDir: 'src/main/ui/public',
  plugins: [onlyUsedCss(), plainImports()],
  build: {
    outDir: 'target/classes/desk',
    modulePreload: false,
    // One file for all that is loaded at first; more would be larger together.
    rolldownOptions: { output: { codeSplitting: { groups: [{ debugName: 'loaded at first', name: (id, files) => (isLoadedAtFirst(id, files) ? 'desk' : null) }] } } },
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

/** What is loaded later has no styles, and hardly any files of its own, so Vite's helper has nothing to load before it. */
function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: id => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = load => load();' : undefined),
  };
}

/** Whether the page imports it, or something that the page imports; import() does not count. */
function isLoadedAtFirst(id: string, files: { getModuleInfo(id: string): Rolldown.ModuleInfo | null }, seen = new Set<string>()): boolean {
  const info = files.getModuleInfo(id);
  if (!info || seen.has(id)) return false;
  seen.add(id);
  return info.isEntry || info.importers.some(importer => isLoadedAtFirst(importer, files, seen));
}

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
