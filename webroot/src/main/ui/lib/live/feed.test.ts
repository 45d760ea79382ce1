import { expect } from 'vitest';
import { changed, POSITION, settle, tabsTest as test } from './played-tabs';

test('many tabs share one stream, and all receive its events', async ({ openTab, server }) => {
  const tabs = [openTab(), openTab(), openTab()];
  await settle();
  server.clients[0]!.send(POSITION);
  server.clients[0]!.send(changed('2-0'));
  await settle();
  expect(server.clients).toHaveLength(1);
  expect(tabs.map(tab => tab.received)).toEqual(Array(3).fill(['reset', '2-0']));
  expect(tabs.map(tab => tab.feed.connection.value.state)).toEqual(['live', 'live', 'live']);
});

test('a tab that is opened later loads everything at once, without a stream of its own', async ({ openTab, server }) => {
  openTab();
  await settle();
  server.clients[0]!.send(POSITION);
  await settle();
  const late = openTab();
  await settle();
  expect(late.received).toEqual(['reset']);
  expect(late.feed.connection.value.state).toBe('live');
  expect(server.clients).toHaveLength(1);
});

test('a tab that missed an event loads everything again', async ({ openTab, server }) => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  server.clients[0]!.send(POSITION);
  await settle();
  second.channel.deaf = true;
  server.clients[0]!.send(changed('2-0'));
  await settle();
  second.channel.deaf = false;
  server.clients[0]!.send(changed('3-0'));
  await settle();
  expect(first.received).toEqual(['reset', '2-0', '3-0']);
  expect(second.received).toEqual(['reset', 'reset', '3-0']);
});
