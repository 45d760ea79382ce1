// Everything that a page can show is for everybody.
import { connectionIs } from '../desk.mjs';
import { forEverybody } from '../everybody.mjs';
import { addLine } from '../order-form.mjs';
import { openShop } from '../sample-shop.mjs';
import { orderViews, otherViews, productViews } from '../views.mjs';

export default async function (desk) {
  const { orders } = await openShop(desk);
  const page = await desk.open('/orders');
  await connectionIs(page, 'Live');
  await addLine(page, 'Schwarzwälder Schinken', 3);
  await addLine(page, 'Arbeitshandschuhe Nitril Größe 9', 12);
  const halfEntered = await page.context().storageState();
  await page.context().close();

  const views = { ...orderViews(orders[1]), ...productViews, ...otherViews };
  await forEverybody(desk, views, halfEntered);
}
