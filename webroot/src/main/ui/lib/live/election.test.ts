import { expect, vi } from 'vitest';
import { changed, POSITION, settle, tabsTest as test, wait } from './played-tabs';

test('when the leading tab is closed, the next one continues from the last event that it received', async ({ openTab, server }) => {
  const [first, second, third] = [openTab(), openTab(), openTab()];
  await settle();
  server.clients[0]!.send(POSITION + changed('2-0'));
  await settle();
  first.close();
  await settle();
  expect(server.clients[1]!.lastEventId).toBe('2-0');
  server.clients[1]!.send(changed('3-0'));
  await settle();
  expect([second.received, third.received]).toEqual(Array(2).fill(['reset', '2-0', '3-0']));
  expect(second.feed.connection.value.state).toBe('live');
});

test('a leader that the browser has put to sleep is replaced', async ({ openTab, server }) => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  server.clients[0]!.send(POSITION);
  await settle();
  first.freeze();
  await wait(60);
  expect(server.clients.at(-1)!.lastEventId).toBe('1-0');
  server.clients.at(-1)!.send(changed('2-0'));
  await settle();
  expect(second.received).toEqual(['reset', '2-0']);
});

test('a tab in the foreground reconnects in place of a hidden one, whose timers are slow', async ({ openTab, page, server }) => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  server.clients[0]!.send(POSITION);
  page.hidden = true;
  server.is = 'down';
  server.clients[0]!.end();
  await settle();
  expect(second.feed.connection.value.state).toBe('reconnecting');
  first.freeze();
  server.is = 'up';
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  await settle();
  expect(server.open()).toHaveLength(1);
  server.open()[0]!.send(changed('2-0'));
  await settle();
  expect(second.received).toEqual(['reset', '2-0']);
});

test('without locks, the tabs share one stream too', async ({ openTab, server }) => {
  const storage = new Map<string, string>();
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => storage.get(name) ?? null,
    setItem: (name: string, value: string) => storage.set(name, value),
  });
  const tabs = [openTab(), openTab(), openTab()];
  await wait(1);
  expect(server.open()).toHaveLength(1);
  server.clients[0]!.send(POSITION);
  await settle();
  for (let i = 0; i < 4; i++) {
    await wait(10);
    server.clients[0]!.send(': still here\n\n');
  }
  expect(server.clients).toHaveLength(1);
  tabs.forEach(tab => expect(tab.received).toEqual(['reset']));
  storage.set('leader:feed:/events', `another ${Date.now() + 5000}`);
  await wait(3);
  expect(server.open()).toHaveLength(0);
  await wait(8);
  expect(server.open()).toHaveLength(1);
  expect(server.clients.at(-1)!.lastEventId).toBe('1-0');
});

test('where locks are refused, the tabs share one stream by the storage', async ({ openTab, server }) => {
  const storage = new Map<string, string>();
  const request = vi.fn(() => Promise.reject(new DOMException('Refused.', 'SecurityError')));
  vi.stubGlobal('navigator', { onLine: true, locks: { request } });
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => storage.get(name) ?? null,
    setItem: (name: string, value: string) => storage.set(name, value),
  });
  openTab();
  openTab();
  await wait(1);
  expect(server.open()).toHaveLength(1);
  expect(request).toHaveBeenCalledTimes(2);
});

const refuse = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

test.for<[string, number, () => void]>([
  [
    'locks and storage',
    1, // two in one process would share what is kept in the page instead
    () => {
      vi.stubGlobal('navigator', Object.defineProperty({ onLine: true }, 'locks', { get: refuse }));
      vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
    },
  ],
  [
    'channels',
    2,
    () =>
      vi.stubGlobal(
        'BroadcastChannel',
        class {
          constructor() {
            refuse();
          }
        },
      ),
  ],
  ['a name for channels', 2, () => vi.stubGlobal('BroadcastChannel', undefined)],
])('without %s, each tab follows the events itself, and does not load again because of the other', async ([, count, play], { openTab, server }) => {
  play();
  const tabs = Array.from({ length: count }, openTab);
  await wait(1);
  expect(server.open()).toHaveLength(count);
  server.open().forEach(client => client.send(POSITION));
  await settle();
  for (const id of ['2-0', '3-0']) {
    server.open().forEach(client => client.send(changed(id)));
    await settle();
  }
  expect(tabs.map(tab => tab.received)).toEqual(Array(count).fill(['reset', '2-0', '3-0']));
});
