// Clumsy use, as of an hour in which nobody looks at what he does: stock and orders are exactly what was meant in the end.
// The hand's pauses are left out, so that the steps of five minutes, which are the usual ones, take less. For an hour of them:
//   QUICKSELL_CLUMSY_STEPS=720 QUICKSELL_CLUMSY_SEED=7
import assert from 'node:assert/strict';
import { connectionIs, countIs, holds, rowOf, scan, seen, valueIs } from '../desk.mjs';
import { picker, quantityOf, quantityOnServer, reference } from '../order-form.mjs';

const STEPS = Number(process.env.QUICKSELL_CLUMSY_STEPS ?? 60);
const SEED = Number(process.env.QUICKSELL_CLUMSY_SEED ?? 1);
const BETWEEN_LOOKS = 15;
const NAMES = ['Clumsy A-1', 'Clumsy c-22', 'Clumsy 333'];
const SIZES = [[1280, 800], [1024, 600], [1440, 900]];
const MANY = 100_000;

export default async function (desk) {
  const products = [];
  for (const name of NAMES) products.push({ ...(await desk.addProduct({ name, quantity: MANY })), stock: MANY, ordered: [], drafted: 0 });
  const context = await desk.context();
  const clerk = new Clerk(desk, await desk.open('/orders', context), products, dice(SEED));
  try {
    for (let step = 1; step <= STEPS; step++) {
      await clerk.step();
      if (step % BETWEEN_LOOKS === 0 || step === STEPS) await clerk.look();
    }
  } catch (failure) {
    throw new Error(`seed ${SEED}, after ${clerk.done.join(', ')}`, { cause: failure });
  }
  clerk.page.on('dialog', dialog => dialog.accept());
  await clerk.page.goto('about:blank');
  desk.forgive(/ERR_INTERNET_DISCONNECTED|ERR_ABORTED/);
}

/** Repeatable. */
function dice(seed) {
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const below = limit => Math.floor(next() * limit);
  return { below, of: list => list[below(list.length)], happens: chance => next() < chance };
}

/** What the clerk means is kept with each product: its stock, the units of its orders, and the units in the form. */
class Clerk {
  done = [];
  #deeds = ['scans', 'scans', 'scans', 'scansNothing', 'places', 'places', 'placesOffline', 'adjusts', 'adjusts', 'composes', 'resizes', 'reloads', 'cutsTheNetwork', 'opensAnOrder', 'wanders', 'deletes', 'deletes'];
  /** Products that come and go, and whether they are meant to be there. */
  #others = new Map();

  constructor(desk, page, products, dice) {
    Object.assign(this, { desk, page, products, dice });
  }

  async step() {
    const deed = this.dice.of(this.#deeds);
    this.done.push(deed);
    await this[deed]();
  }

  /** Compares what was meant with what the server has. */
  async look() {
    for (const { id, name, stock, ordered } of this.products) {
      await holds(async () => assert.equal(await quantityOnServer(this.desk, { id }), stock, `stock of ${name}`));
      const orders = await this.desk.call('GET', `/api/payment/orders?product_id=${id}&limit=500`);
      const units = orders.map(order => order.lines.find(line => line.product_id === id).quantity);
      assert.deepEqual(units.sort(), [...ordered].sort(), `orders of ${name}`);
    }
    const there = [...this.#others].filter(([, meant]) => meant).map(([name]) => name);
    const found = async () => (await this.desk.call('GET', '/api/inventory/products?q=Unsteady&limit=500')).map(({ name }) => name);
    await holds(async () => assert.deepEqual((await found()).sort(), there.sort()));
  }

  async scans() {
    await this.#at('Orders');
    const product = this.dice.of(this.products);
    for (let times = 1 + this.dice.below(3); times > 0; times--) {
      await this.#focusAnywhere();
      await scan(this.page, product.name, this.dice.of(['Enter', 'Tab']));
      product.drafted++;
      await valueIs(quantityOf(this.page, product.name), String(product.drafted));
    }
  }

  async scansNothing() {
    await this.#at(this.dice.of(['Orders', 'Products']));
    await this.#focusAnywhere();
    await scan(this.page, this.dice.of(['n+e-c-1', 'go?/n12', 'u!u!u', 'h e c', '+99-99']));
    await this.#closeEverything();
    await this.page.locator('.toasts .btn-close').evaluateAll(buttons => buttons.forEach(button => button.click()));
  }

  async places() {
    await this.#at('Orders');
    if (!this.#drafted.length) return this.scans();
    await this.#placeSomehow();
    await this.#isPlaced();
  }

  async placesOffline() {
    await this.#at('Orders');
    if (!this.#drafted.length) return this.scans();
    await this.page.context().setOffline(true);
    await this.#placeSomehow();
    const retry = this.page.getByRole('alert').filter({ hasText: 'may have been placed or not' }).getByRole('button', { name: 'Retry' });
    await seen(retry);
    await this.page.context().setOffline(false);
    await connectionIs(this.page, 'Live');
    await retry.dblclick({ noWaitAfter: true });
    await this.#isPlaced();
  }

  async adjusts() {
    await this.#at('Products');
    const product = this.dice.of(this.products);
    await this.page.getByRole('searchbox').fill('');
    await rowOf(this.page, 'Products', product.name).getByRole('button', { name: 'Stock' }).click();
    const dialog = this.page.getByRole('dialog', { name: `Stock of ${product.name}` });
    await seen(dialog);
    const field = dialog.getByLabel(/^Units/);
    const units = 1 + this.dice.below(99);
    await field.fill(String(units));
    if (this.dice.happens(0.5)) {
      await field.focus();
      await scan(this.page, this.dice.of(['471123', 'c4711', NAMES[0]]));
      await seen(dialog.getByText('was scanned'));
    }
    await dialog.getByRole('button', { name: 'Save' }).dblclick({ noWaitAfter: true });
    await dialog.waitFor({ state: 'detached' });
    product.stock += units;
  }

  /** Another row may slide under the pointer. */
  async deletes() {
    await this.#at('Products');
    const names = ['one', 'two'].map(which => `Unsteady ${this.done.length} ${which}`);
    for (const name of names) {
      await this.desk.addProduct({ name });
      this.#others.set(name, true);
    }
    await this.page.getByRole('searchbox').fill(`Unsteady ${this.done.length}`);
    const row = rowOf(this.page, 'Products', names[0]);
    await row.getByRole('button', { name: /^What to do with/ }).click();
    await row.getByRole('menuitem', { name: 'Delete' }).dblclick({ noWaitAfter: true });
    await seen(row.getByRole('button', { name: /^Undo/ }));
    if (this.dice.happens(0.5)) {
      await this.page.keyboard.press('u');
      await seen(row.getByRole('button', { name: /^Edit/ }));
    } else {
      this.#others.set(names[0], false);
      await this.reloads(); // sends it
    }
  }

  async composes() {
    const at = this.dice.of(['Orders', 'Products']);
    await this.#at(at);
    const field = at === 'Orders' ? this.dice.of([picker(this.page), reference(this.page)]) : this.page.getByRole('searchbox');
    await field.focus();
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Input.imeSetComposition', { text: 'ちゃ', selectionStart: 2, selectionEnd: 2 });
    for (const key of ['Enter', 'Escape']) {
      await field.evaluate((element, key) => element.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode: 229, bubbles: true, cancelable: true })), key);
    }
    await session.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
    await session.detach();
    await field.fill('');
  }

  async resizes() {
    const [width, height] = this.dice.of(SIZES);
    await this.page.setViewportSize({ width, height });
  }

  /** What was in the form is gone with the page, or is there again. */
  async reloads() {
    this.page.once('dialog', dialog => dialog.accept());
    await this.page.reload();
    this.page.removeAllListeners('dialog');
    await connectionIs(this.page, 'Live');
    await this.#at('Orders');
    for (const product of this.products) {
      const field = quantityOf(this.page, product.name);
      product.drafted = (await field.count()) ? Number(await field.inputValue()) : 0;
    }
  }

  async cutsTheNetwork() {
    await this.page.context().setOffline(true);
    await connectionIs(this.page, /Reconnecting|Offline/);
    await this.scans();
    await this.page.context().setOffline(false);
    await connectionIs(this.page, 'Live');
  }

  async opensAnOrder() {
    await this.#at('Orders');
    const number = this.page.locator('tr[data-id]').first();
    if (!(await number.count())) return;
    await number.dblclick();
    await this.#closeEverything();
  }

  async wanders() {
    await this.page.locator('#content').focus();
    for (const keys of ['gp', 'go', 'gp']) await this.page.keyboard.type(keys);
    await this.#at('Products');
    await this.page.getByRole('button', { name: this.dice.of(['Name', 'Price', 'Free']) }).dblclick();
  }

  get #drafted() {
    return this.products.filter(({ drafted }) => drafted);
  }

  /** With more clicks or keys than it needs. */
  async #placeSomehow() {
    if (this.dice.happens(0.5)) {
      await this.page.getByRole('button', { name: /Place order|Placing/ }).dblclick({ noWaitAfter: true });
    } else {
      await this.page.keyboard.press('Control+Enter');
      await this.page.keyboard.press('Control+Enter');
    }
  }

  async #isPlaced() {
    await countIs(this.page.getByRole('table', { name: 'Lines of the new order' }), 0);
    for (const product of this.#drafted) {
      product.ordered.push(product.drafted);
      product.stock -= product.drafted;
      product.drafted = 0;
    }
  }

  async #focusAnywhere() {
    const places = ['#content', 'input[type=search]', 'select', 'main button', 'tr[data-id] button', '.windowed-table', 'main input:not([type=checkbox])'];
    const place = this.page.locator(this.dice.of(places)).first();
    if (await place.isVisible()) await place.focus();
  }

  async #at(page) {
    await this.#closeEverything();
    await this.page.getByRole('link', { name: page, exact: true }).click({ clickCount: this.dice.happens(0.3) ? 2 : 1 });
    await seen(this.page.getByRole('heading', { name: page, level: 1 }));
  }

  async #closeEverything() {
    await holds(async () => {
      const dialogs = await this.page.getByRole('dialog').count();
      if (dialogs) await this.page.keyboard.press('Escape');
      assert.equal(dialogs, 0, 'a dialog is open');
    });
  }
}
