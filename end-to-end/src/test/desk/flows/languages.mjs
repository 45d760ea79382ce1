// The desk speaks the language of the browser or of the conf, and never none.
import assert from 'node:assert/strict';
import { connectionIs, holds, seen } from '../desk.mjs';
import { said } from '../language.mjs';

export default async function (desk) {
  await speaks(desk, 'en', await desk.context({ locale: 'en-US' }));
  await speaks(desk, 'de', await desk.context({ locale: 'de-AT' }));
  await speaks(desk, 'en', await desk.context({ locale: 'fr-FR' }));
  await speaks(desk, 'de', await ofTheConf(desk, 'de', 'en-GB'));
  await speaks(desk, 'en', await ofTheConf(desk, 'en', 'de-DE'));
  await speaks(desk, 'en', await withoutGerman(desk));
  desk.forgive(/de-[\w-]+\.js|ERR_FAILED/);
}

async function speaks(desk, language, context) {
  context.language = language;
  const page = await desk.open('/products', context);
  await connectionIs(page, 'Live');
  await seen(page.getByRole('heading', { name: 'Products', level: 1, exact: true }));
  assert.equal(await page.locator('html').getAttribute('lang'), language);
  await holds(async () => assert.equal(await page.title(), `${said(page, 'Products')} · Quick Sell`));
  assert.equal(said(page, 'Products') === 'Products', language === 'en');
  await context.close();
}

/** The server writes into the page what the conf says. */
async function ofTheConf(desk, language, locale) {
  const context = await desk.context({ locale });
  await context.route(/\/products$/, async route => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('<html ', `<html data-language="${language}" `) });
  });
  return context;
}

/** An upgrade has taken the file away, or the network has: English is better than nothing. */
async function withoutGerman(desk) {
  const context = await desk.context({ locale: 'de-DE' });
  await context.route(/\/assets\/de-/, route => route.abort());
  return context;
}
