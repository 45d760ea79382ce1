import { expect, test } from 'vitest';
import document from '../../../../../docs/design.md?raw';

const components = Object.keys(import.meta.glob('./*/index.tsx')).map(path => path.split('/')[1]!);

test('every component stands in docs/design.md, once', () => {
  expect([...document.matchAll(/^### ([\w-]+)$/gm)].map(([, name]) => name)).toEqual(components.sort());
});
