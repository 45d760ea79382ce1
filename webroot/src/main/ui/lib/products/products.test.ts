import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playBrowser, playedFeed } from '../live/testing';
import { FIRST_PRODUCTS } from '../server/api';
import { pageOf, playedServer } from '../server/testing';
import { Products } from './products';
import { aProduct } from './testing';

const SECOND = '/api/inventory/products?limit=1000&cursor=abc';

let feed: ReturnType<typeof playedFeed>;
let products: Products;

const shown = () => products.rows.value.map(({ value }) => `${value.id}:${value.quantity}`);

beforeEach(() => {
  playBrowser();
  feed = playedFeed();
  products = new Products(feed.open);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('all pages are loaded, and shown as they arrive', async () => {
  let respondWithSecond = (_: Response) => {};
  playedServer({
    [FIRST_PRODUCTS]: () => pageOf([aProduct('a')], SECOND),
    [SECOND]: () => new Promise(resolve => (respondWithSecond = resolve)),
  });
  await feed.says(['reset', {}]);
  expect([shown(), products.load.done.value]).toEqual([['a:10'], false]);
  respondWithSecond(pageOf([aProduct('b')]));
  await vi.advanceTimersByTimeAsync(0);
  expect([shown(), products.load.done.value]).toEqual([['a:10', 'b:10'], true]);
});

test('an event that arrives while a page is in flight is not undone by the page', async () => {
  let respond = (_: Response) => {};
  playedServer({ [FIRST_PRODUCTS]: () => new Promise(resolve => (respond = resolve)) });
  await feed.says(['reset', {}]);
  await feed.says(
    ['product_changed', aProduct('a', { quantity: 7, version: 3 })],
    ['product_deleted', { id: 'b' }],
    ['product_changed', aProduct('c')],
  );
  respond(pageOf([aProduct('a', { version: 2 }), aProduct('b')]));
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toEqual(['a:7', 'c:10']);
});

test('a reset loads everything again; the old rows stay meanwhile, and those that are gone go at the end', async () => {
  const responses = [pageOf([aProduct('a'), aProduct('b')]), pageOf([aProduct('b', { quantity: 2, version: 2 })])];
  playedServer({ [FIRST_PRODUCTS]: () => responses.shift()! });
  await feed.says(['reset', {}]);
  const reset = feed.says(['reset', {}]);
  expect(shown()).toEqual(['a:10', 'b:10']);
  await reset;
  expect(shown()).toEqual(['b:2']);
});

test('events of a frame are applied together', async () => {
  playedServer({ [FIRST_PRODUCTS]: () => pageOf([]) });
  await feed.says(['reset', {}]);
  const lists = vi.fn();
  products.rows.subscribe(lists);
  await feed.says(...Array.from({ length: 50 }, (_, n) => ['product_changed', aProduct(`p${n}`)] as [string, unknown]));
  expect(lists).toHaveBeenCalledTimes(2);
});

test('without live events, the products are loaded anyway, with retries until they arrive', async () => {
  const requested = playedServer({});
  await vi.advanceTimersByTimeAsync(1_000);
  expect(products.load.failure.value?.message).toBe('The server does not answer.');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(requested.length).toBeGreaterThan(2);
});

test('rows are stale when the desk is offline or cannot load, and they stay', async () => {
  playedServer({ [FIRST_PRODUCTS]: () => pageOf([aProduct('a')]) });
  await feed.says(['reset', {}]);
  expect(products.stale.value).toBe(false);
  feed.connection.value = { state: 'offline', since: 0 };
  expect([products.stale.value, shown()]).toEqual([true, ['a:10']]);
});

test('a response is shown before its event arrives', async () => {
  playedServer({ [FIRST_PRODUCTS]: () => pageOf([aProduct('a')]) });
  await feed.says(['reset', {}]);
  products.put(aProduct('a', { quantity: 4, version: 2 }));
  expect(shown()).toEqual(['a:4']);
  await feed.says(['product_changed', aProduct('a', { quantity: 4, version: 2 })]);
  products.remove('a');
  expect(shown()).toEqual([]);
});

test('a first load that takes its time is not followed by a second one', async () => {
  let respond = (_: Response) => {};
  const requested = playedServer({ [FIRST_PRODUCTS]: () => new Promise(resolve => (respond = resolve)) });
  await feed.says(['reset', {}]);
  await vi.advanceTimersByTimeAsync(5_000);
  respond(pageOf([aProduct('a')]));
  await vi.advanceTimersByTimeAsync(5_000);
  expect([shown(), requested]).toEqual([['a:10'], [FIRST_PRODUCTS]]);
});

test('after an error that will not go away the products are not called old', async () => {
  playedServer({ [FIRST_PRODUCTS]: () => new Response('{}', { status: 422 }) });
  await feed.says(['reset', {}]);
  expect([products.load.failure.value?.isDefinite, products.stale.value]).toEqual([true, false]);
});
