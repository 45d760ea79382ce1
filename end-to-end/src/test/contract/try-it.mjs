// What a programmer does on the page that a service has at /docs: shows a token, if there is one, opens an operation, executes its
// example, reads the answer.
// Arguments: the address of the page, the id of the operation, the status expected, where to put a picture, and perhaps a token.
import assert from 'node:assert/strict';
import { withBrowser } from '../desk/browser.mjs';

const [url, operation, status, picture, token] = process.argv.slice(2);

await withBrowser(async browser => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
  const complaints = [];
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(error.message));
  const elsewhere = [];
  page.on('request', request => new URL(request.url()).origin !== new URL(url).origin && elsewhere.push(request.url()));

  await page.goto(url);
  if (token) {
    await page.getByRole('button', { name: 'Authorize', exact: true }).click();
    const way = page.locator('.auth-container', { hasText: 'token (http, Bearer)' });
    await way.getByRole('textbox').fill(token);
    await way.getByRole('button', { name: 'Apply credentials' }).click();
    await way.getByRole('button', { name: 'Close' }).click();
  }
  const block = page.locator(`[id$="-${operation}"]`);
  await block.locator('.opblock-summary-control').click();
  await block.getByRole('button', { name: 'Execute' }).click();
  const answered = block.locator('.live-responses-table .response .response-col_status');
  await answered.waitFor();
  await answered.scrollIntoViewIfNeeded();
  assert.match(await answered.innerText(), new RegExp(`^${status}`));
  await page.screenshot({ path: picture });

  // The browser itself complains of each response that is no success.
  assert.deepEqual(complaints.filter(complaint => !complaint.includes(`status of ${status}`)), []);
  assert.deepEqual(
    elsewhere.filter(address => !address.startsWith('data:')),
    [],
  );
});
