import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

const runningDesk = 'http://localhost:3000';

export default defineConfig({
  publicDir: 'src/main/ui/public',
  plugins: [plainImports()],
  build: {
    outDir: 'target/classes/desk',
    modulePreload: false,
    // The first that know light-dark().
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
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
    css: true,
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
