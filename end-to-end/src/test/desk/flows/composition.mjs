// With an input method, Enter ends the composition and Esc drops it: they mean nothing else, in no field and no dialog.
import assert from 'node:assert/strict';
import { connectionIs, countIs, focused, rowOf, seen, valueIs } from '../desk.mjs';
import { addLine, isCompleted, options, ordersOf, picker, quantityOf, quantityOnServer, reference } from '../order-form.mjs';

/** The second is how Safari reports the key that has ended a composition. */
const AS_COMPOSED = [{ isComposing: true }, { keyCode: 229 }];
const KEYS = ['Enter', 'Escape', 'Tab', ' ', 'ArrowDown'];

export default async function (desk) {
  const tea = await desk.addProduct({ name: 'お茶 composed', quantity: 100 });
  await onOrders(desk, tea);
  await onProducts(desk, tea);
}

/** Presses each of the keys in the field, as an input method does; the field keeps what it has, and nothing else happens. */
async function compose(field) {
  await field.focus();
  const before = await field.inputValue();
  for (const init of AS_COMPOSED) {
    for (const key of KEYS) {
      await field.evaluate(
        (element, init) => {
          element.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
        },
        { key, ...init },
      );
    }
  }
  const session = await field.page().context().newCDPSession(field.page());
  await session.send('Input.imeSetComposition', { text: 'ちゃ', selectionStart: 2, selectionEnd: 2 });
  await field.page().keyboard.press('Enter');
  await session.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  await session.detach();
  assert(await field.evaluate(element => element === document.activeElement), 'the focus is still there');
  return before;
}

async function onOrders(desk, tea) {
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, tea.name, 2);
  await picker(page).focus();
  await page.keyboard.insertText('お茶');
  await seen(options(page).and(page.locator('[aria-selected=true]')));
  await compose(picker(page));
  await seen(options(page).first());
  await picker(page).press('Enter');
  await focused(page.locator('#order-quantity'));
  for (const field of [page.locator('#order-quantity'), quantityOf(page, tea.name), reference(page), page.getByRole('searchbox')]) {
    const before = await compose(field);
    await field.fill(before);
  }
  await valueIs(quantityOf(page, tea.name), '2');
  assert.deepEqual(await ordersOf(desk, tea), []);

  const order = await desk.placeOrder([{ id: tea.id, quantity: 1 }]);
  const row = page.locator(`tr[data-id="${order.id}"]`);
  await seen(row);
  await isCompleted(desk, order);
  await countIs(row.getByText('pending'), 0);
  await row.click();
  await page.getByRole('button', { name: 'Refund…' }).click();
  const refund = page.getByRole('dialog', { name: /^Refund order/ });
  await compose(refund.getByLabel('Reason'));
  await seen(refund);
  assert.equal((await ordersOf(desk, tea))[0].status, 'completed');
  page.once('dialog', dialog => dialog.accept());
  await page.goto('about:blank');
}

async function onProducts(desk, tea) {
  const page = await desk.open('/products?q=composed');
  await connectionIs(page, 'Live');
  const row = rowOf(page, 'Products', tea.name);
  await row.getByRole('button', { name: 'Edit' }).click();
  for (const name of ['Name', 'Price', 'Free', 'Low at']) {
    const field = page.locator('.edited').getByLabel(name);
    await compose(field);
    await seen(field);
  }
  await page.locator('.edited').getByRole('button', { name: 'Cancel' }).click();
  await row.getByRole('button', { name: 'Stock' }).click();
  const stock = page.getByRole('dialog', { name: /^Stock/ });
  for (const name of [/^Units/, /^Reason/]) {
    await compose(stock.getByLabel(name));
    await seen(stock);
    await countIs(stock.getByRole('alert'), 0);
  }
  await stock.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'New product' }).click();
  const form = page.getByRole('region', { name: 'New product' });
  for (const name of ['Name', 'Price', 'Quantity', 'Low at']) {
    await compose(form.getByLabel(name));
    await seen(form);
  }
  await countIs(form.getByRole('alert'), 0);
  await compose(page.getByRole('searchbox'));
  assert.equal(await quantityOnServer(desk, tea), 99);
  await page.goto('about:blank');
}
