// Who is about to refund an order hears that somebody else has done it, and that their own reason was not used.
import assert from 'node:assert/strict';
import { connectionIs, countIs, seen, valueIs } from '../desk.mjs';

export default async function (desk) {
  const tea = await desk.addProduct({ name: 'Tea that two refund' });
  for (const race of [false, true]) {
    const order = await desk.placeOrder([{ ...tea, quantity: 1 }]);
    const page = await desk.open(`/orders?order=${order.id}`);
    await connectionIs(page, 'Live');
    await page.getByRole('button', { name: 'Refund…' }).click();
    const dialog = page.getByRole('dialog', { name: `Refund order ${order.number}?` });
    await dialog.getByLabel('Reason').fill('mine');
    const others = () => desk.call('POST', `/api/payment/orders/${order.id}/refund`, { reason: 'theirs' });
    if (race) {
      await page.route(/\/refund$/, async route => {
        await others();
        await route.continue();
      });
      await dialog.getByRole('button', { name: /^Refund/ }).click();
    } else {
      await others();
    }
    await seen(dialog.getByRole('alert').filter({ hasText: 'Somebody else has refunded this order: “theirs”.' }));
    await valueIs(dialog.getByLabel('Reason'), 'mine');
    await countIs(dialog.getByRole('button', { name: /^Refund/ }), 0);
    await dialog.getByLabel('Reason').press('Enter');
    await countIs(dialog, 1);
    if (!race) {
      await desk.checkAccessibility(page);
      await desk.takePictures(page, 'order-refunded-by-another');
    }
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal((await desk.call('GET', `/api/payment/orders/${order.id}`)).reason, 'theirs');
    await page.close();
  }
}
