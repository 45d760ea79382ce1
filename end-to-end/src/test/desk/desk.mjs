// What every flow needs: a desk in a browser that complains to nobody unheard, and the services behind it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LANGUAGE, LOCALES, teach, typed } from './language.mjs';

/** Longer than the desk waits for a response, or a flow would give up before the desk has said what is wrong. */
const LIMIT = 25_000;
const BETWEEN_LOOKS = 20;
/** From one key to the next; what comes faster is from a scanner. */
export const HAND_MILLIS = 120;
/** Of a phone, a small screen, and a large one: width and height. */
const SCREENS = [[390, 844], [1280, 720], [1920, 1080]];
/** What is dark in English is so in German. */
const SCHEMES = LANGUAGE === 'en' ? ['light', 'dark'] : ['light'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** Of every user of a system whose users log in: Vera, a viewer, Clara, a clerk, Max, a manager, and Olga, an operator. */
export const PASSWORD = 'correct horse battery';

/** Counts of days and filtered lists wait for the index of orders; where it is not as new as they are within a second, the desk asks again. */
const COMES_LATER = /^503: .*\/orders(\/days\?|\?.*\b(product_id|status|q|created_from|created_before)=)/;

export class Desk {
  /** What the pages complained of and no flow has forgiven. */
  complaints = [];
  #contexts = [];
  #products = [];
  #sessions = {};
  #serverKilled = false;

  constructor(browser, address, pictures) {
    this.browser = browser;
    this.address = address;
    this.pictures = pictures;
  }

  /** A browser of its own, as another clerk has one: nothing of it is shared with other contexts. */
  async context({ locale = LOCALES[LANGUAGE], ...options } = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', reducedMotion: 'reduce', locale, ...options });
    context.language = locale.slice(0, 2);
    context.setDefaultTimeout(LIMIT);
    this.#contexts.push(context);
    return context;
  }

  /** A page of the desk in a tab; without a context, in a browser of its own. */
  async open(path, context, address = this.address, waitUntil = 'load') {
    const page = await (context ?? (await this.context())).newPage();
    slowDown(page);
    teach(page);
    const complain = what => this.complaints.push(what);
    page.on('console', message => COMES_LATER.test(`503: ${message.location().url}`) || complain(`console: ${message.text()}`));
    page.on('pageerror', error => complain(`error: ${error.stack}`));
    page.on('requestfailed', request => isLeft(request) || complain(`failed: ${request.url()} ${request.failure().errorText}`));
    page.on('response', answer => answer.status() >= 400 && complain(`${answer.status()}: ${answer.url()}`));
    const answer = await page.goto(address + path, { waitUntil });
    assert.equal(answer.status(), 200);
    return page;
  }

  /** For flows that make trouble: complaints like this one are no reason to fail. */
  forgive(pattern) {
    this.complaints = this.complaints.filter(complaint => !pattern.test(complaint));
  }

  /** Ends a flow. */
  async close() {
    if (this.#serverKilled) await this.server('start');
    const complaints = this.complaints.filter(complaint => !COMES_LATER.test(complaint)); // not what the end itself cuts off
    await Promise.all(this.#contexts.splice(0).map(context => context.close()));
    // So that the next flow finds its own products at first sight. They may be gone already, or not for everybody to delete.
    await Promise.all(this.#products.splice(0).map(id => fetch(`${this.address}/api/inventory/products/${id}`, { method: 'DELETE', headers: { Origin: this.address } })));
    this.complaints = [];
    assert.deepEqual(complaints, []);
  }

  /** Asks those who run the server to `kill` or `start` it. */
  async server(what) {
    this.#serverKilled = what === 'kill';
    console.log(`server ${what}`);
    assert.equal((await answers.next()).value, 'done');
  }

  /** No violation of any rule of axe-core, in light and dark. */
  async checkAccessibility(page) {
    for (const colorScheme of SCHEMES) {
      await useScheme(page, colorScheme);
      await this.checkRules(page, colorScheme);
    }
    await useScheme(page, 'light');
  }

  /** The same as the page is shown now; or only what colours have to do with. */
  async checkRules(page, when, rules) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(rules => axe.run(rules ? { runOnly: rules } : {}), rules);
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    assert.deepEqual(found, [], `${found.length} rules are broken (${when})`);
  }

  /** Pictures in every width, light and dark. Nothing may stick out to the side. */
  async takePictures(page, name) {
    const usual = page.viewportSize();
    for (const [width, height] of SCREENS) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of SCHEMES) {
        await useScheme(page, colorScheme);
        await page.screenshot({ path: join(this.pictures, `${name}-${width}-${colorScheme}.png`) });
      }
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(tooWide, 0, `${name} is too wide for ${width} px`);
    }
    await useScheme(page, 'light');
    await page.setViewportSize(usual);
  }

  /** Adds a product as a REST client does. */
  async addProduct(product) {
    const added = await this.#post('/api/inventory/products', { price: '1.00', quantity: 100, ...product });
    this.#products.push(added.id);
    return added;
  }

  /** Places an order of one unit or more of each product as a REST client does. */
  placeOrder(products, reference = '') {
    return this.#post('/api/payment/orders', {
      lines: products.map(({ id, quantity }) => ({ product_id: id, quantity })),
      reference,
    });
  }

  /** The headers by which the desk knows a user. */
  async #session(name) {
    this.#sessions[name] ??= fetch(`${this.address}/api/access/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name, password: PASSWORD }),
    }).then(answer => answer.headers.get('Set-Cookie').split(';')[0]);
    return { Cookie: await this.#sessions[name], Origin: this.address };
  }

  refund(order) {
    return this.#post(`/api/payment/orders/${order.id}/refund`, {});
  }

  #post(path, body) {
    return this.call('POST', path, body);
  }

  /** Does what a REST client does; one with the session of this user, where users log in. */
  async call(method, path, body, as) {
    const answer = await fetch(this.address + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...(as && (await this.#session(as))) },
      body: body && JSON.stringify(body),
    });
    assert(answer.ok, `${path} is answered ${answer.status}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}

/**
 * A script types as fast as a scanner. So that flows need not wait for each letter, a text goes into a field at once, as from the
 * clipboard; what is no text, or what has a delay of its own, is typed key by key.
 */
function slowDown(page) {
  const { keyboard } = page;
  const [type, press] = [keyboard.type.bind(keyboard), keyboard.press.bind(keyboard)];
  keyboard.type = async (text, options) => {
    const atOnce = !options && text.length > 2 && (await page.evaluate(() => document.activeElement.matches('input:not([type=checkbox])')));
    return atOnce ? keyboard.insertText(text) : type(text, { delay: HAND_MILLIS, ...options });
  };
  keyboard.press = (key, options) => press(key, { delay: key.length === 1 ? HAND_MILLIS : 0, ...options });
}

/** As a scanner types it: pressed at intervals of 5 ms, however busy this machine is. */
export async function scan(page, text, end = 'Enter') {
  const session = await page.context().newCDPSession(page);
  const keys = [...text].map(key => ({ key, text: key }));
  if (end) keys.push({ key: end, code: end, windowsVirtualKeyCode: VIRTUAL_KEYS[end], text: end === 'Enter' ? '\r' : '' });
  const events = keys.flatMap(key => [{ type: 'keyDown', ...key }, { type: 'keyUp', ...key, text: undefined }]);
  const now = Date.now();
  await Promise.all(events.map((event, n) => session.send('Input.dispatchKeyEvent', { ...event, timestamp: (now + 2.5 * n) / 1000 })));
  await session.detach();
}

const VIRTUAL_KEYS = { Enter: 13, Tab: 9 };

const useScheme = async (page, colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(scheme => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, colorScheme);
};

/** A row of a table by a text in it. */
export const rowOf = (page, table, text) => tableOf(page, table).getByRole('row').filter({ hasText: text });

/** A grid, if its rows can have the focus. */
export const tableOf = (page, name) => page.getByRole('grid', { name, exact: true }).or(page.getByRole('table', { name, exact: true }));

export const seen = locator => locator.waitFor({ state: 'visible' });

export const hasFocus = locator => locator.evaluate(element => element === document.activeElement);

/** Waits for it, because the focus moves when a page is drawn. */
export const focused = async locator => {
  const handle = await locator.elementHandle();
  await locator.page().waitForFunction(element => element === document.activeElement, handle);
  await handle.dispose(); // or its page would be kept as long as the browser runs
};

/** Looks until an assertion holds, because a page shows what has changed when it is drawn next. */
export async function holds(assertion) {
  const end = Date.now() + LIMIT;
  for (;;) {
    try {
      return await assertion();
    } catch (failure) {
      if (failure.code !== 'ERR_ASSERTION' || Date.now() > end) throw failure;
      await new Promise(resolve => setTimeout(resolve, BETWEEN_LOOKS));
    }
  }
}

/** A number as the clerk's language writes it. */
export const valueIs = (field, value, why) => holds(async () => assert.equal(await field.inputValue(), typed(field.page(), value), why));

export const countIs = (locator, count) => holds(async () => assert.equal(await locator.count(), count));

export const attributeIs = (locator, name, value) => holds(async () => assert.equal(await locator.getAttribute(name), value));

/** That what had the focus is gone has not thrown it out. */
export const keepsFocus = locator => locator.locator(':focus').waitFor();

/** Chooses from the clerk's menu. */
export async function choose(page, item) {
  await page.getByRole('menu').waitFor({ state: 'detached' }); // one that is being closed
  await page.locator('.clerk').click();
  await page.getByRole('menu').locator('.menu-item').filter({ hasText: item }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
}

/** Waits until the header says this of the connection. */
export const connectionIs = (page, words) => seen(page.getByRole('status', { name: 'Connection' }).filter({ hasText: words }));

/** A tab that is closed or shows another page leaves its streams, and what it was loading for later. */
const isLeft = request => /\/events$|\/assets\/|\/orders\/days\?/.test(request.url()) && request.failure().errorText === 'net::ERR_ABORTED';
