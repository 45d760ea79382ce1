import { expect } from 'vitest';
import { arrive, asking, welcomeAll } from '../access/session';
import { changed, POSITION, settle, tabsTest as test, wait } from './played-tabs';

test('a lost stream is reopened where it was, and all tabs know the state of the connection', async ({ openTab, server }) => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  server.clients[0]!.send(POSITION + changed('2-0'));
  await settle();
  const lostAt = Date.now();
  server.is = 'down';
  server.clients[0]!.end();
  await settle();
  expect(second.feed.connection.value).toEqual({ state: 'reconnecting', since: lostAt });
  await wait(20);
  expect(second.feed.connection.value).toEqual({ state: 'offline', since: lostAt });
  server.is = 'up';
  await wait(30);
  expect(server.clients.at(-1)!.lastEventId).toBe('2-0');
  server.clients.at(-1)!.send(changed('3-0'));
  await settle();
  expect(second.feed.connection.value.state).toBe('live');
  expect([first.received, second.received]).toEqual(Array(2).fill(['reset', '2-0', '3-0']));
});

test('an unreachable server is retried with growing delays', async ({ openTab, server }) => {
  server.is = 'down';
  openTab();
  await wait(10);
  const soon = server.clients.length;
  await wait(300);
  expect(soon).toBeGreaterThan(3);
  expect(server.clients.length - soon).toBeLessThan(25);
});

test('a full server is left alone for as long as it asks', async ({ openTab, server }) => {
  server.is = 'full';
  openTab();
  await wait(19);
  expect(server.clients).toHaveLength(1);
  server.is = 'up';
  await wait(2);
  expect(server.open()).toHaveLength(1);
});

test('a position that the server rejects is forgotten, and everything loaded again', async ({ openTab, server }) => {
  const tabs = [openTab(), openTab()];
  await settle();
  server.clients[0]!.send(POSITION);
  await settle();
  server.is = 'another';
  server.clients[0]!.end();
  await wait(3);
  server.open()[0]!.send('id: 9-0\n\n');
  await settle();
  expect(tabs.map(tab => tab.received)).toEqual(Array(2).fill(['reset', 'reset']));
});

test('a stream that is silent for more than 40 seconds is abandoned', async ({ openTab, server }) => {
  openTab();
  await settle();
  server.clients[0]!.send(POSITION);
  for (let i = 0; i < 4; i++) {
    await wait(30);
    server.clients[0]!.send(': still here\n\n');
  }
  expect(server.clients).toHaveLength(1);
  await wait(45);
  expect(server.clients[0]!.open).toBe(false);
  expect(server.clients[1]!.lastEventId).toBe('1-0');
});

test('a server that knows nobody is asked again after a log-in, and at once', async ({ openTab, server }) => {
  server.is = 'strict';
  openTab();
  await wait(60);
  expect([server.clients.length, asking.value]).toEqual([1, true]);
  server.is = 'up';
  arrive({ name: 'Clara', scopes: [] });
  await settle();
  expect([server.clients.length, asking.value]).toEqual([2, false]);
  welcomeAll();
});

test('who may not hear the events is left alone until somebody else logs in', async ({ openTab, server }) => {
  server.is = 'closed';
  openTab();
  await wait(60);
  expect([server.clients.length, asking.value]).toEqual([1, false]);
  server.is = 'up';
  arrive({ name: 'Clara', scopes: [] });
  await settle();
  expect(server.open()).toHaveLength(1);
  welcomeAll();
});
