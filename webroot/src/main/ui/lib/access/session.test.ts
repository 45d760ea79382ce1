import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { arrive, asking, followTabs, isBarred, logInAgain, may, me, nextLogIn, tell, welcomeAll } from './session';

const CLARA = { name: 'Clara', role: 'clerk', scopes: ['orders:read', 'orders:place'] };
const MAX = { name: 'Max', role: 'manager', scopes: ['orders:read', 'orders:place', 'orders:refund'] };

const settle = () => new Promise(resolve => setTimeout(resolve));

beforeEach(() => {
  arrive(CLARA);
});
afterEach(() => {
  welcomeAll();
  vi.unstubAllGlobals();
});

test('where nobody is asked, everything is drawn and nobody is named', () => {
  welcomeAll();
  expect([may('access:manage'), isBarred('access:manage'), me.value]).toEqual([true, false, undefined]);
});

test('only what a user may do is drawn', () => {
  expect([may('orders:place'), may('orders:refund'), isBarred('orders:read'), isBarred('products:read')]).toEqual([true, false, false, true]);
});

test('of somebody who is still unknown, nothing is drawn that changes something, and no page is closed', async () => {
  welcomeAll();
  const waiting = logInAgain(undefined);
  expect([asking.value, may('orders:place'), isBarred('orders:read')]).toEqual([true, false, false]);
  arrive(CLARA);
  await waiting;
  expect([asking.value, may('orders:place')]).toEqual([false, true]);
});

test('a refusal that comes after a log-in asks for no other', async () => {
  const sender = me.peek();
  void logInAgain(sender);
  arrive(CLARA);
  await logInAgain(sender);
  expect(asking.value).toBe(false);
});

test('who may not hear something waits for the next log-in, and asks for none', async () => {
  const waiting = nextLogIn(me.peek());
  expect(asking.value).toBe(false);
  arrive(MAX);
  await waiting;
});

test('to hear again who has logged in changes nothing', () => {
  const before = me.peek();
  arrive({ ...CLARA });
  expect(me.peek()).toBe(before);
});

test('tabs log in together, and one that is still known says so to one that asks', async () => {
  const channels: Channel[] = [];
  class Channel {
    onmessage = (_message: { data: unknown }) => {};
    said: unknown[] = [];
    constructor() {
      channels.push(this);
    }
    postMessage(data: unknown) {
      this.said.push(data);
    }
  }
  vi.stubGlobal('BroadcastChannel', Channel);
  followTabs(async () => CLARA);
  const [channel] = channels as [Channel];

  channel.onmessage({ data: 'asked' });
  await settle();
  expect([asking.value, channel.said]).toEqual([false, [CLARA]]);

  const waiting = logInAgain(me.peek());
  expect(channel.said.at(-1)).toBe('asked');
  channel.onmessage({ data: MAX });
  await waiting;
  expect([asking.value, me.value?.name]).toEqual([false, 'Max']);
  tell('out');
  expect(channel.said.at(-1)).toBe('out');
});
