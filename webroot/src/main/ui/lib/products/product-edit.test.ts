import { signal, type Signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { arrive, welcomeAll } from '../access/session';
import type { Product } from '../server/types';
import { formOf, merge, ProductEdit, rival, textsOf } from './product-edit';
import { aProduct } from './testing';

const tea = aProduct('tea', { name: 'Tea', price: 2.5, quantity: 40 });
const base = textsOf(tea);

let now: Signal<Product>;
let edit: ProductEdit;
let sent: { version: string; body: object }[];
/** The server's product; it rejects an edit of another version. */
let server: Product;

beforeEach(() => {
  server = tea;
  now = signal(tea);
  sent = [];
  edit = new ProductEdit(now, { put: product => (now.value = product) });
  vi.stubGlobal('fetch', async (_path: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
    const form = JSON.parse(body);
    sent.push({ version: headers['If-Match']!, body: form });
    if (headers['If-Match'] !== `"${server.version}"`) return Response.json({ detail: 'Changed.', product: server }, { status: 412 });
    if (form.name.length > 200) {
      return Response.json({ detail: 'name is too long', errors: [{ field: 'name', reason: 'is too long' }] }, { status: 422 });
    }
    server = { ...server, name: form.name, price: Number(form.price), quantity: Number(form.quantity), version: server.version + 1 };
    return Response.json(server);
  });
});

afterEach(() => vi.unstubAllGlobals());

test('a field that only one side changed takes the value of that side', () => {
  expect(merge(base, { ...base, name: 'Green tea' }, { ...base, quantity: '35' })).toEqual({
    merged: { ...base, name: 'Green tea', quantity: '35' },
    disputed: [],
  });
});

test('a field that both sides changed is disputed, unless they agree', () => {
  const mine = { ...base, name: 'Green tea', price: '3', quantity: '50' };
  const theirs = { ...base, name: 'Black tea', price: '3.00', quantity: '35' };
  expect(merge(base, mine, theirs).disputed).toEqual(['name', 'quantity']);
});

test('an amount is the same, however it is written', () => {
  edit.type('price', '2,5');
  expect(edit.dirty.value).toBe(false);
  edit.type('price', '2,51');
  expect(edit.dirty.value).toBe(true);
});

test('a form is sent as typed, with a decimal point', () => {
  expect(formOf({ name: ' Tea ', price: '2,50', quantity: ' 4 ', low_stock_at: '' })).toEqual({
    name: 'Tea',
    price: '2.50',
    quantity: '4',
    low_stock_at: null,
  });
});

test('an edit is saved on top of the newest version, so that orders do not cause disputes', async () => {
  edit.type('name', 'Green tea');
  server = now.value = { ...tea, quantity: 35, version: 2 };
  expect(edit.changedTo('quantity')).toBe('35');
  expect(await edit.save()).toBe(true);
  expect(sent).toEqual([{ version: '"2"', body: { name: 'Green tea', price: '2.50', quantity: '35', low_stock_at: null } }]);
  expect(now.value).toMatchObject({ name: 'Green tea', version: 3 });
});

test('an edit that loses a race without a dispute is sent again', async () => {
  edit.type('name', 'Green tea');
  server = { ...tea, quantity: 35, version: 2 };
  expect(await edit.save()).toBe(true);
  expect(sent.map(({ version }) => version)).toEqual(['"1"', '"2"']);
  expect(server).toMatchObject({ name: 'Green tea', quantity: 35 });
});

test('an edit that loses a race with a dispute lets the clerk choose for each field', async () => {
  edit.type('name', 'Green tea');
  edit.type('quantity', '50');
  server = { ...tea, name: 'Black tea', quantity: 35, version: 2 };
  expect(await edit.save()).toBe(false);
  expect(edit.dispute.value).toEqual({ theirs: server, fields: ['name', 'quantity'] });
  expect(edit.texts.value).toMatchObject({ name: 'Green tea', quantity: '50' });
  edit.settle(['name']);
  expect(await edit.save()).toBe(true);
  expect(server).toMatchObject({ name: 'Black tea', quantity: 50 });
});

test('whoever edited the same fields is named, if it is known and was an edit', () => {
  const theirs = { ...tea, edited_by: 'Anna' };
  expect(rival({ theirs, fields: ['price', 'quantity'] })).toBe('Anna');
  expect(rival({ theirs, fields: ['quantity'] })).toBeUndefined();
  expect(rival({ theirs: tea, fields: ['price'] })).toBeUndefined();
});

test('another change after the choice is a new dispute', async () => {
  edit.type('quantity', '50');
  server = now.value = { ...tea, quantity: 35, version: 2 };
  await edit.save();
  edit.settle([]);
  server = now.value = { ...tea, quantity: 34, version: 3 };
  expect(await edit.save()).toBe(false);
  expect(edit.dispute.value?.fields).toEqual(['quantity']);
  expect(sent).toEqual([]);
});

test('an edit without changes sends nothing', async () => {
  edit.type('price', '2.50');
  expect(await edit.save()).toBe(true);
  expect(sent).toEqual([]);
});

test('a rejected edit says why and keeps what was typed', async () => {
  edit.type('name', 'x'.repeat(201));
  expect(await edit.save()).toBe(false);
  expect(edit.problem.value?.reasonFor('name')).toBe('is too long');
  expect([edit.texts.value.name, edit.saving.value]).toEqual(['x'.repeat(201), false]);
});

test('a number that could be misread is not sent', async () => {
  edit.type('price', '1,250');
  edit.type('quantity', '1.000');
  edit.type('low_stock_at', '2 000');
  expect(await edit.save()).toBe(false);
  expect(['name', 'price', 'quantity', 'low_stock_at'].map(field => edit.problem.value?.reasonFor(field))).toEqual([
    undefined,
    'Write it like 1250.00 or 1.25',
    'Write it like 1250',
    'Write it like 1250',
  ]);
  expect(sent).toEqual([]);
});

test('a save that loses every race gives up', async () => {
  edit.type('name', 'Green tea');
  vi.stubGlobal('fetch', async () => {
    server = { ...server, version: server.version + 1 };
    return Response.json({ detail: 'Changed.', product: server }, { status: 412 });
  });
  expect(await edit.save()).toBe(false);
  expect(edit.problem.value?.message).toBe('Changed.');
});

test('an edit that lost a race is not saved anew in the name of whoever has logged in meanwhile', async () => {
  arrive({ name: 'Clara', scopes: [] });
  edit.type('name', 'Green tea');
  server = { ...tea, version: 2 };
  const saved = edit.save();
  arrive({ name: 'Max', scopes: [] });
  expect([await saved, edit.problem.value?.type, sent.length]).toEqual([false, 'other-user', 1]);
  welcomeAll();
});
