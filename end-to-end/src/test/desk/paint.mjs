// What the browser itself says of how a page came about: when something was seen first, and what has moved since without being told to.
import assert from 'node:assert/strict';

/** The score of one line of text that moves by a pixel is below this; that of anything that an eye notices is not. */
export const NOTHING = 0.0005;

/** Before the first page of the context. */
export const watchPaint = context =>
  context.addInitScript(() => {
    window.shifts = [];
    const where = ({ x, y, width, height }) => `${Math.round(x)},${Math.round(y)} ${Math.round(width)}×${Math.round(height)}`;
    const what = node => (node ? `<${(node.closest ? node : node.parentElement)?.cloneNode().outerHTML?.slice(1, 120)}` : 'something gone');
    new PerformanceObserver(list => {
      for (const { value, startTime, hadRecentInput, sources } of list.getEntries()) {
        if (hadRecentInput) continue;
        const moved = sources.map(({ node, previousRect, currentRect }) => `${what(node)} from ${where(previousRect)} to ${where(currentRect)}`);
        window.shifts.push({ value, at: Math.round(startTime), moved });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** Milliseconds from the call of the page to the first text. */
export const firstPaint = async page => {
  const { startTime } = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]).then(paint => paint.evaluate(({ startTime }) => ({ startTime })));
  return Math.round(startTime);
};

/** Whatever has moved since the page was opened, or since it was asked last, was moved by the clerk. Answers with the score. */
export async function nothingMoved(page, when, most = NOTHING) {
  await page.evaluate(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)))));
  const shifts = await page.evaluate(() => window.shifts.splice(0));
  const score = shifts.reduce((sum, { value }) => sum + value, 0);
  assert(score < most, `${when}: things have moved by ${score.toFixed(4)}:\n${shifts.map(({ value, at, moved }) => `${value.toFixed(4)} after ${at} ms: ${moved.join('; ')}`).join('\n')}`);
  return score;
}
