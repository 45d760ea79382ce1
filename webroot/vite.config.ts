import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

const runningDesk = 'http://localhost:3000';

export default defineConfig({
  publicDir: 'src/main/ui/public',
  plugins: [plainImports(), textsInTwoParts(), typefaceAtOnce()],
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

/** By how their keys begin, the texts that are loaded later, with the first of the components that have them. */
const TEXTS_LOADED_LATER = /^(?:audit|history|keys|keys-of|log-in|log-out|look|movement|no-way-in|opened|order\.(?:before|pasted|prices|trouble)|leave|password|product\.(?!deleted|not-deleted|will-be-deleted)[\w-]+|products|refund|stock|users)(?:\.|$)/;

/**
 * Takes `en.json?first` and `en.json?later` out of the one file, and fails where the first script has a text of the second part. Only
 * for what is built; otherwise all are there at first.
 */
function textsInTwoParts(): Plugin {
  let building: boolean;
  return {
    name: 'texts-in-two-parts',
    enforce: 'pre',
    configResolved({ command }) {
      building = command === 'build';
    },
    async load(id) {
      const [, file, part] = /^(.*\.json)\?(first|later)$/.exec(id) ?? [];
      if (!file) return;
      this.addWatchFile(file);
      const texts = Object.entries(JSON.parse(await this.fs.readFile(file, { encoding: 'utf8' }))).filter(([key]) => (building && TEXTS_LOADED_LATER.test(key)) === (part === 'later'));
      return { code: `export default ${JSON.stringify(Object.fromEntries(texts))}`, moduleType: 'js' };
    },
    generateBundle(_, files) {
      const first = Object.values(files).find(file => file.type === 'chunk' && file.name === 'desk') as Rolldown.OutputChunk;
      const keys = [...first.code.matchAll(/["'`]([\w-]+\.[\w.-]+)["'`]/g)].map(([, key]) => key!).filter(key => TEXTS_LOADED_LATER.test(key));
      if (keys.length) this.error(`The first script has texts that are loaded later: ${keys.join(', ')}`);
    },
  };
}

/** Lets the browser load the typeface along with the script, and not when it has read the styles: the less of the page moves when it comes. */
function typefaceAtOnce(): Plugin {
  return {
    name: 'typeface-at-once',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const typeface = Object.keys(bundle!).find(file => /inter-latin-wght-normal.*\.woff2$/.test(file))!;
        return [{ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${typeface}`, crossorigin: true }, injectTo: 'head' }];
      },
    },
  };
}

/** Whether the page imports it, or something that the page imports; import() does not count. */
function isLoadedAtFirst(id: string, files: { getModuleInfo(id: string): Rolldown.ModuleInfo | null }, seen = new Set<string>()): boolean {
  const info = files.getModuleInfo(id);
  if (!info || seen.has(id)) return false;
  seen.add(id);
  return info.isEntry || info.importers.some(importer => isLoadedAtFirst(importer, files, seen));
}
