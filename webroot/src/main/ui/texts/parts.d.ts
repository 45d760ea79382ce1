/** A part of the texts (vite.config.ts). */
declare module '*.json?first' {
  import type en from './en.json';
  const texts: typeof en;
  export default texts;
}

declare module '*.json?later' {
  import type en from './en.json';
  const texts: Partial<typeof en>;
  export default texts;
}
