import type { Scope } from '../access/session';
import { Attempts } from './attempts';
import { send } from './api';

/** Somebody who logs in. */
export interface User {
  name: string;
  role: string;
  /** Whether the user cannot log in. */
  disabled: boolean;
  version: number;
  created_at: string;
  updated_at: string;
  /** Who changed the user last; `local` is the command line. */
  by: string;
}

export interface Role {
  name: string;
  scopes: Scope[];
}

/** The key of a program. */
export interface Key {
  id: string;
  client: string;
  scopes: Scope[];
  until: string;
  created_at: string;
  by: string;
  /** The key itself, once. */
  token?: string;
}

/** Something that was done to access. */
export interface Act {
  at: string;
  who: string;
  what: string;
  thing: string;
  status: 'done' | 'refused';
  detail: string;
  from: string;
  request: string;
}

export interface UserEdit {
  role: string;
  disabled: boolean;
  password?: string;
  /** Whether the keys that a disabled user has made, and so may know, are revoked, too. */
  revoke_keys?: boolean;
}

const ACCESS = '/api/access';

export const FIRST_ACTS = `${ACCESS}/audit?limit=50`;
export const ACTS_AS_CSV = `${ACCESS}/audit?format=csv`;

const addingUser = new Attempts('add-user');
const addingKey = new Attempts('add-key');

export const getUsers = async () => (await send<User[]>('GET', `${ACCESS}/users`)).body;

export const getRoles = async () => (await send<Role[]>('GET', `${ACCESS}/roles`)).body;

export const getKeys = async () => (await send<Key[]>('GET', `${ACCESS}/keys`)).body;

/** A retry adds nobody twice. The password is nowhere but in the request. */
export const addUser = (name: string, role: string, password: string) =>
  addingUser.run({ name, role }, async key => (await send<User>('POST', `${ACCESS}/users`, { body: { name, role, password }, key })).body);

/** @param user as it was read; 412 if somebody else was faster */
export const changeUser = async ({ name, version }: User, edit: UserEdit) =>
  (await send<User>('PUT', `${ACCESS}/users/${encodeURIComponent(name)}`, { body: edit, version })).body;

/** The key without its token if a retry finds that it had been made. */
export const addKey = (client: string, scopes: Scope[], days: number) =>
  addingKey.run({ client, scopes, days }, async key => (await send<Key>('POST', `${ACCESS}/keys`, { body: { client, scopes, days }, key })).body);

export const revokeKey = (id: string) => send('DELETE', `${ACCESS}/keys/${id}`);

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 5;

/** 100 random bits, easy to read out: no letter passes for another one. */
export function randomPassword() {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(GROUPS * GROUP)), byte => LETTERS[byte % LETTERS.length]!);
  return Array.from({ length: GROUPS }, (_, group) => letters.slice(group * GROUP, (group + 1) * GROUP).join('')).join('-');
}
