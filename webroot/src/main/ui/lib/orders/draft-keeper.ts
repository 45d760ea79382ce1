import { effect, untracked } from '@preact/signals';
import { me } from '../access/session';
import { local, session } from '../browser/storage';
import { dismissAll } from '../messages/toast';
import { randomKey } from '../server/attempts';
import { findOwners, type Owners } from './draft-owners';
import { numbered, readRecord, writeRecord } from './draft-record';
import type { Drafts } from './drafts';

const PREFIX = 'drafts:';
/** Where the browser keeps, for each tab, the name of its record. */
const OWN = 'own-record';
const WRITE_MILLIS = 300;

/**
 * Keeps the drafts of a page in the browser. Each page has a record of its own, and a page that opens adopts the records that no open page
 * has. They belong to who has logged in: another user gets their own.
 */
export class DraftKeeper {
  private user = me.peek()?.name;
  private name = '';
  private letGo = () => {};
  private timer?: ReturnType<typeof setTimeout>;
  private stopped = false;

  constructor(
    private readonly drafts: Drafts,
    private readonly owners: Owners,
  ) {
    this.begin();
    effect(() => {
      const user = me.value?.name;
      untracked(() => this.follow(user));
    });
    effect(() => {
      void drafts.active.value;
      drafts.all.value.forEach(({ state }) => void state.value);
      this.timer ??= setTimeout(() => this.save(), WRITE_MILLIS);
    });
    addEventListener('pagehide', () => this.save());
    document.addEventListener('visibilitychange', () => this.save());
  }

  /** Writes what was entered. Returns false if the browser does not keep it. */
  save(): boolean {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.stopped) return true;
    const entered = this.drafts.all.peek().filter(({ isBlank }) => !isBlank.peek());
    if (entered.length) {
      const record = { user: this.user, at: Date.now(), active: this.drafts.active.peek().number, drafts: entered.map(numbered) };
      return local.setItem(this.name, writeRecord(record));
    }
    local.removeItem(this.name);
    return true;
  }

  /** From now on nothing is kept: the user has logged out. */
  forget() {
    this.stopped = true;
    local.removeItem(this.name);
  }

  private follow(user: string | undefined) {
    if (user === this.user || this.stopped) return;
    if (this.user === undefined) {
      // What was entered before anybody had logged in belongs to whoever does.
      local.removeItem(this.name);
    } else {
      this.save();
      this.drafts.reset();
      dismissAll(); // what it offers to undo is not of this user
    }
    this.letGo();
    this.user = user;
    this.begin();
    this.save();
  }

  private begin() {
    const before = session.getItem(OWN);
    this.name = PREFIX + randomKey();
    session.setItem(OWN, this.name);
    this.letGo = this.owners.hold(this.name, () => {
      this.drafts.reset();
      this.letGo();
      this.begin();
    });
    // A page that is loaded anew may write its record only when the next one is there already.
    const left = new Set([...local.keys(), before ?? '']);
    [...left]
      .filter(name => name.startsWith(PREFIX) && name !== this.name)
      .map(name => ({ name, record: readRecord(local.getItem(name)) }))
      .filter(({ record }) => !record || record.user === this.user)
      .sort((a, b) => (b.record?.at ?? 0) - (a.record?.at ?? 0))
      .forEach(({ name }) => void this.adopt(name, name === before, this.name));
  }

  /** @param since the name of this page's own record: another user may have logged in meanwhile */
  private adopt(name: string, isOwn: boolean, since: string) {
    return this.owners.takeIfLeft(name, isOwn, () => {
      if (since !== this.name || this.stopped) return;
      const record = readRecord(local.getItem(name));
      if (!record) return local.removeItem(name);
      if (record.user !== this.user) return;
      const rest = this.drafts.add(record.drafts, record.active);
      this.save();
      if (rest.length) local.setItem(name, writeRecord({ ...record, drafts: rest }));
      else local.removeItem(name);
    });
  }
}

export const keep = (drafts: Drafts) => new DraftKeeper(drafts, findOwners());
