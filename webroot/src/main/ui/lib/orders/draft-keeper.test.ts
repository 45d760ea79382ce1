import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { arrive, welcomeAll } from '../access/session';
import type { Row } from '../live/collection';
import { complain, toasts } from '../messages/toast';
import type { Order } from '../server/types';
import { INTERRUPTED, type Draft } from './draft';
import { findOwners } from './draft-owners';
import { PlayedBrowser, settle, type PlayedPage } from './draft-testing';

const tea = { id: 'p1', name: 'Tea', price: 2.5 };

const as = (name: string) => arrive({ name, scopes: [] });

const shown = (draft: Draft) => `${draft.number}: ${draft.lines.value.map(({ name, quantity }) => `${quantity} ${name}`)} ${draft.reference.value}`.trim();
const all = ({ drafts }: PlayedPage) => drafts.all.value.map(shown);

/** Enters one order for each reference, side by side. */
function enter({ drafts }: PlayedPage, ...references: string[]) {
  for (const reference of references) {
    drafts.begin();
    drafts.active.peek().add(tea, 3);
    drafts.active.peek().setReference(reference);
  }
}

let browser: PlayedBrowser;

afterEach(() => {
  welcomeAll();
  browser.quit();
});

describe.each([
  ['with Web Locks', true],
  ['without Web Locks', false],
])('%s', (_, withLocks) => {
  beforeEach(() => {
    browser = new PlayedBrowser({ withLocks });
  });

  test('drafts survive a page that is closed, with the number of the active one and the line that is half typed', async () => {
    const page = await browser.open();
    enter(page, 'A', 'B', 'C');
    page.drafts.open(2);
    page.drafts.active.peek().entry.pick(tea);
    page.drafts.active.peek().entry.type('12');
    page.close();
    const next = await browser.open();
    expect(all(next)).toEqual(['1: 3 Tea A', '2: 3 Tea B', '3: 3 Tea C']);
    expect(shown(next.drafts.active.value)).toBe('2: 3 Tea B');
    expect(next.drafts.active.value.entry.state).toEqual({ text: 'Tea', product: 'p1', quantity: '12' });
  });

  test('after a crash, what was entered a moment before is still there', async () => {
    const page = await browser.open();
    enter(page, 'A');
    await vi.advanceTimersByTimeAsync(300);
    page.crash();
    expect(all(await browser.open())).toEqual(['1: 3 Tea A']);
  });

  test('each page that is open has drafts of its own', async () => {
    const [one, two] = [await browser.open(), await browser.open()];
    enter(one, 'A');
    enter(two, 'B');
    await settle();
    const three = await browser.open();
    expect([all(one), all(two), all(three)]).toEqual([['1: 3 Tea A'], ['1: 3 Tea B'], ['1:']]);
  });

  test('the next page adopts what several have left, in one record, and no other page has it then', async () => {
    const [one, two] = [await browser.open(), await browser.open()];
    enter(one, 'A');
    await settle();
    enter(two, 'B');
    await settle();
    one.crash();
    two.crash();
    const three = await browser.open();
    expect(all(three).sort()).toEqual(['1: 3 Tea B', '2: 3 Tea A']);
    expect(shown(three.drafts.active.value)).toBe('1: 3 Tea B');
    expect(browser.records).toHaveLength(1);
    expect(all(await browser.open())).toEqual(['1:']);
  });

  test('what there is no room for stays for another page', async () => {
    const [one, two] = [await browser.open(), await browser.open()];
    enter(one, ...'ABCDE');
    enter(two, ...'FGHIJ');
    await settle();
    one.crash();
    two.crash();
    expect(all(await browser.open())).toHaveLength(9);
    expect(all(await browser.open())).toHaveLength(1);
  });
});

describe('in any browser', () => {
  beforeEach(() => {
    browser = new PlayedBrowser();
  });

  test('an attempt in flight is kept with its key: the desk says that it may be placed', async () => {
    const page = await browser.open();
    enter(page, 'A');
    const draft = page.drafts.active.peek();
    const form = JSON.stringify(draft.form);
    draft.keepKey(form, 'k-1');
    draft.sent.value = { form, expected: 900, by: undefined, at: Date.now() };
    page.keeper.save();
    page.crash();
    const { drafts } = await browser.open();
    expect(drafts.active.value.trouble.value?.type).toBe(INTERRUPTED);
    expect(drafts.active.value.mayBePlaced.value).toBe(true);
    expect(drafts.active.value.sent.value?.expected).toBe(900);
    expect(drafts.active.value.keyOf(JSON.stringify(drafts.active.value.form))).toBe('k-1');
  });

  test('a page that is loaded anew waits for what it has written itself, however late that ends', async () => {
    const tab = new Map<string, string>();
    const page = await browser.open(tab);
    enter(page, 'A');
    const anew = await browser.open(tab);
    expect(all(anew)).toEqual(['1:']);
    page.close();
    await settle();
    expect(all(anew)).toEqual(['1: 3 Tea A']);
    expect(browser.records).toHaveLength(1);
  });

  test('a page that is open already does not take what another one leaves', async () => {
    const page = await browser.open();
    enter(page, 'A');
    const other = await browser.open();
    page.close();
    await settle();
    expect(all(other)).toEqual(['1:']);
  });

  test('another user has drafts of their own, and the first one finds theirs again', async () => {
    as('Clara');
    const page = await browser.open();
    enter(page, 'of Clara');
    page.drafts.lastPlaced.value = {} as Row<Order>;
    complain(new Error('of Clara'));
    as('Max');
    await settle();
    expect(all(page)).toEqual(['1:']);
    expect([page.drafts.lastPlaced.value, toasts.value]).toEqual([undefined, []]);
    enter(page, 'of Max');
    await settle();
    as('Clara');
    await settle();
    expect(all(page)).toEqual(['1: 3 Tea of Clara']);
    page.close();
    as('Max');
    expect(all(await browser.open())).toEqual(['1: 3 Tea of Max']);
  });

  test('the same user finds the drafts after a log-in, and what was entered before anybody was known belongs to who logs in', async () => {
    const page = await browser.open();
    enter(page, 'of nobody yet');
    as('Clara');
    as('Clara');
    await settle();
    expect(all(page)).toEqual(['1: 3 Tea of nobody yet']);
    expect(browser.records.map(({ user }) => user)).toEqual(['Clara']);
  });

  test('a log-out forgets them, and nothing writes them again', async () => {
    const page = await browser.open();
    enter(page, 'A');
    await settle();
    page.keeper.forget();
    page.drafts.active.peek().setReference('B');
    await settle();
    page.close();
    expect(browser.records).toEqual([]);
  });

  test('drafts that are cleared leave nothing in the browser', async () => {
    const page = await browser.open();
    enter(page, 'A');
    await settle();
    expect(browser.records).toHaveLength(1);
    page.drafts.active.peek().clear();
    await settle();
    expect(browser.records).toEqual([]);
  });

  test('where the storage is full or refused, the page works on, and says that closing it loses them', async () => {
    const refuse = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    vi.stubGlobal('localStorage', { length: 0, getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse });
    const page = await browser.open();
    expect(page.keeper.save()).toBe(true);
    enter(page, 'A');
    await settle();
    expect(all(page)).toEqual(['1: 3 Tea A']);
    expect(page.keeper.save()).toBe(false);
    page.drafts.active.peek().clear();
    expect(page.keeper.save()).toBe(true);
  });

  test.each([
    ['no JSON', () => '{"version":1,'],
    ['nothing', () => 'null'],
    ['an older version', (text: string) => text.replace('"version":1', '"version":0')],
    ['a newer version', (text: string) => text.replace('"version":1', '"version":2')],
    ['lines that are none', (text: string) => text.replace('"quantity":"3"', '"quantity":3')],
    ['too many drafts', (text: string) => JSON.stringify({ ...JSON.parse(text), drafts: Array(10).fill(JSON.parse(text).drafts[0]) })],
    ['a number that is no place', (text: string) => text.replace('"number":1', '"number":10')],
    ['no entry', (text: string) => text.replace('"entry"', '"entrance"')],
    ['an attempt that is none', (text: string) => text.replace('"keys"', '"sent":{"form":1},"keys"')],
    ['keys that are none', (text: string) => text.replace('"keys":{}', '"keys":{"a":1}')],
  ])('a record with %s is dropped', async (_, spoil) => {
    const page = await browser.open();
    enter(page, 'A');
    page.close();
    const [[name, text]] = [...browser.stored].filter(([key]) => key.startsWith('drafts:')) as [[string, string]];
    const spoilt = spoil(text);
    expect(spoilt).not.toBe(text);
    browser.stored.set(name, spoilt);
    expect(all(await browser.open())).toEqual(['1:']);
    expect(browser.records).toEqual([]);
  });

  test('a page without locks that was asleep when another took its drafts lets go of them', async () => {
    browser.quit();
    browser = new PlayedBrowser({ withLocks: false });
    const page = await browser.open();
    enter(page, 'A');
    await settle();
    page.sleep();
    const other = await browser.open();
    expect(all(other)).toEqual(['1: 3 Tea A']);
    page.wake();
    expect(all(page)).toEqual(['1:']);
  });

  test('of pages without locks that ask at once, as when the browser is restored, one takes it', { repeats: 10 }, async () => {
    browser.quit();
    browser = new PlayedBrowser({ withLocks: false });
    const taken: number[] = [];
    [1, 2, 3].map(findOwners).forEach((owners, n) => void owners.takeIfLeft('left', false, () => taken.push(n)));
    await settle();
    expect(taken).toHaveLength(1);
  });
});
