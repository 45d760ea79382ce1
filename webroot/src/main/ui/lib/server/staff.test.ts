import { afterEach, expect, test, vi } from 'vitest';
import { session } from '../browser/storage';
import { addUser, changeUser, randomPassword, type User } from './staff';

const CLARA: User = { name: 'Clara Strauß', role: 'clerk', disabled: false, version: 3, created_at: '', updated_at: '', by: 'Olga' };

function answering(status: number, body: unknown) {
  const fetch = vi.fn(async (_path: string, _options: RequestInit) => Response.json(body, { status }));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

afterEach(() => vi.unstubAllGlobals());

test('a random password is long enough, readable, and another one each time', () => {
  const passwords = Array.from({ length: 100 }, randomPassword);
  expect(new Set(passwords).size).toBe(100);
  passwords.forEach(password => expect(password).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/));
});

test('a user who may have been added is added by a retry with the same key, and the password is kept nowhere', async () => {
  const kept = vi.spyOn(session, 'setItem');
  const fetch = answering(504, {});
  await addUser('Clara', 'clerk', 'a long password').catch(() => {});
  await addUser('Clara', 'clerk', 'another password').catch(() => {});
  const keys = fetch.mock.calls.map(([, { headers }]) => (headers as Record<string, string>)['Idempotency-Key']);
  expect(keys[0]).toBe(keys[1]);
  expect(JSON.stringify(kept.mock.calls)).not.toContain('password');
});

test('a change names the user and the version that it changes', async () => {
  const fetch = answering(200, CLARA);
  await changeUser(CLARA, { role: 'manager', disabled: false });
  const [path, { headers }] = fetch.mock.calls[0]!;
  expect(path).toBe('/api/access/users/Clara%20Strau%C3%9F');
  expect(headers).toMatchObject({ 'If-Match': '"3"' });
});
