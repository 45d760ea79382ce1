import { withBrowser } from './src/test/desk/browser.mjs';
const [base, script] = process.argv.slice(2);
await withBrowser(async browser => {
  const { default: go } = await import(script);
  await go(browser, base);
});
