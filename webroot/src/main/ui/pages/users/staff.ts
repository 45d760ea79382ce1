import { signal } from '@preact/signals';
import { getPage } from '../../lib/server/api';
import { Load } from '../../lib/server/load';
import { FIRST_ACTS, getKeys, getRoles, getUsers, type Act, type Key, type Role, type User } from '../../lib/server/staff';

export const users = signal<readonly User[]>([]);
export const roles = signal<readonly Role[]>([]);
export const keys = signal<readonly Key[]>([]);

/** Newest first. */
export const acts = signal<readonly Act[]>([]);
/** Where the next older ones are; undefined if there are none. */
export const olderActs = signal<string | undefined>(undefined);

/** Everything that the page shows, as it is now. */
export const listsLoad = new Load(async () => {
  const [allUsers, allRoles, allKeys, page] = await Promise.all([getUsers(), getRoles(), getKeys(), getPage<Act>(FIRST_ACTS)]);
  users.value = allUsers;
  roles.value = allRoles;
  keys.value = allKeys;
  acts.value = page.rows;
  olderActs.value = page.next;
});

export async function loadOlderActs() {
  const from = olderActs.peek();
  if (!from) return;
  const { rows, next } = await getPage<Act>(from);
  if (from !== olderActs.peek()) return;
  acts.value = [...acts.peek(), ...rows];
  olderActs.value = next;
}
