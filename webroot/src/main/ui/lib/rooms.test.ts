import { expect, test } from 'vitest';

/** Every file in a room, by its path: `./live/feed.ts`. The tables that the services read as well are no code. */
const sources = import.meta.glob<string>('./*/*.ts', { query: '?raw', import: 'default', eager: true });

const imported = (source: string) =>
  [...source.matchAll(/(?:from|import) '(\.[^']*)'/g)].map(([, path]) => path!).filter(path => !/^[./]*\/common\/src\/.*\?raw$/.test(path));

test('a room imports its own files, those of other rooms and the texts, and nothing of the components, the pages or desk.ts', () => {
  const others = Object.entries(sources).flatMap(([file, source]) =>
    imported(source).filter(path => !/^(\.|\.\.\/[\w-]+)\/[\w-]+$|^\.\.\/\.\.\/texts$/.test(path)).map(path => `${file} imports ${path}`),
  );
  expect(Object.keys(sources).length).toBeGreaterThan(20);
  expect(others).toEqual([]);
});

test('no rooms import each other in a circle', () => {
  const rooms = new Map<string, Set<string>>();
  for (const [file, source] of Object.entries(sources)) {
    const room = file.split('/')[1]!;
    const needed = imported(source).flatMap(path => /^\.\.\/([\w-]+)\//.exec(path)?.[1] ?? []);
    rooms.set(room, new Set([...(rooms.get(room) ?? []), ...needed]));
  }
  const independent = () => [...rooms].filter(([, needed]) => [...needed].every(room => !rooms.has(room))).map(([room]) => room);
  for (let free = independent(); free.length; free = independent()) free.forEach(room => rooms.delete(room));
  expect([...rooms.keys()]).toEqual([]);
});
