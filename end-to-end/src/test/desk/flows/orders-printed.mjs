// An order on paper has what the customer needs and nothing to press; printed from the list, from the drawer, or by the browser's own key.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, holds, rowOf, seen } from '../desk.mjs';
import { addLine, placeByKeys, placed, rowOfOrder } from '../order-form.mjs';

const MANY = 60;

export default async function (desk) {
  const tea = await desk.addProduct({ name: 'Printed tea', price: '12.50' });
  const order = await desk.placeOrder([{ ...tea, quantity: 6 }], 'PO "9" \\ Łódź');
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await page.evaluate(() => {
    window.prints = [];
    window.print = () => {
      window.prints.push(document.querySelector('.sheet').textContent);
      dispatchEvent(new Event('afterprint'));
    };
  });
  await fromTheList(page, order);
  await rowOfOrder(page, order).click();
  await seen(page.getByRole('dialog', { name: `Order ${order.number}` }));
  await page.keyboard.press('p');
  await printed(page, 2);
  await onPaper(page, order);
  await besideOneThatIsOpen(page, order, tea);
  await page.evaluate(() => document.activeElement.blur());
  await page.mouse.move(0, 0);
  await long(desk, page);
}

const printed = (page, times) => holds(async () => assert.equal(await page.evaluate(() => window.prints.length), times));

/** The order need not be open for it, and leaves nothing behind. */
async function fromTheList(page, order) {
  await rowOfOrder(page, order).hover();
  await rowOfOrder(page, order).getByRole('button', { name: 'Print' }).click();
  await printed(page, 1);
  assert.match(await page.evaluate(() => window.prints[0]), /Printed tea/);
  await countIs(page.locator('.sheet'), 0);
  await countIs(page.getByRole('dialog'), 0);
  await rowOfOrder(page, order).getByRole('button', { name: 'More' }).click();
  const items = page.getByRole('menu').getByRole('menuitem');
  await focused(items.first());
  await page.keyboard.press('Control+p'); // the browser's own key is none of the menu's
  await page.keyboard.press('ArrowDown');
  await focused(items.nth(1));
  await page.keyboard.press('Escape');
}

async function onPaper(page, order) {
  await page.emulateMedia({ media: 'print' });
  const sheet = page.locator('.sheet');
  await seen(page.getByRole('heading', { name: `Order ${order.number}` }));
  await seen(sheet.getByText(/\D\d{4}, \d\d:\d\d/));
  await seen(sheet.getByText('PO "9" \\ Łódź'));
  await seen(rowOf(page, 'Lines', 'Printed tea 6 12.50 75.00').or(sheet.getByRole('row', { name: 'Printed tea 6 12.50 75.00' })).first());
  await seen(sheet.getByText('90.00'));
  await countIs(page.getByRole('button'), 0);
  await countIs(page.getByRole('link'), 0);
  const seenText = await page.evaluate(() => document.body.innerText);
  assert(!seenText.includes(order.id) && !seenText.includes('Quick Sell'), seenText);
  const colours = await sheet.evaluate(element => [...element.querySelectorAll('*')].map(each => getComputedStyle(each).color));
  assert.deepEqual([...new Set(colours)].filter(colour => !/rgb\((\d+), \1, \1\)/.test(colour)), []);
  const margins = await page.evaluate(() => [...document.adoptedStyleSheets].flatMap(({ cssRules }) => [...cssRules]).map(({ cssText }) => cssText).join());
  assert.match(margins, /counter\(pages\)/);
  await page.emulateMedia({ media: null });
}

/** The number just placed, while another order is open: that one alone is printed. */
async function besideOneThatIsOpen(page, order, tea) {
  await addLine(page, tea.name, 1);
  await placeByKeys(page);
  await placed(page);
  const number = await page.locator('.placed-number').innerText();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => (window.print = () => window.prints.push(document.body.innerText)));
  await page.keyboard.press('Alt+p');
  await printed(page, 3);
  const paper = await page.evaluate(() => window.prints[2]);
  assert(paper.includes(number) && !paper.includes('Łódź'), paper);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await seen(page.getByRole('heading', { name: `Order ${order.number}` }));
  await page.emulateMedia({ media: null });
  await page.getByRole('dialog').focus();
  await page.keyboard.press('Escape');
  await countIs(page.locator('.sheet'), 0);
}

/** On several sheets the heads come again, and no row is torn. */
async function long(desk, page) {
  const many = [];
  for (let n = 0; n < MANY; n++) many.push({ ...(await desk.addProduct({ name: `Printed product ${n} ${'of a name so long that it needs two lines '.repeat(n % 3)}` })), quantity: 1 });
  const order = await desk.placeOrder(many, 'Long');
  await rowOfOrder(page, order).click();
  await page.locator('.sheet').waitFor({ state: 'attached' });
  const pdf = await page.pdf({ path: `${desk.pictures}/order-printed.pdf`, preferCSSPageSize: true, format: 'A4' });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert(pages >= 2 && pages <= 4, `${pages} pages`);
}
