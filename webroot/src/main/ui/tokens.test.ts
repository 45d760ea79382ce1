import { expect, test } from 'vitest';

const styles = import.meta.glob<string>('./**/*.css', { query: '?raw', import: 'default', eager: true });
const components = import.meta.glob<string>('./**/*.tsx', { query: '?raw', import: 'default', eager: true });
const others = Object.entries(styles).filter(([file]) => file !== './tokens.css');

const COLOUR = /#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix|light-dark)\(|:\s*(?:white|black|red|grey|gray)\b/i;
const FONT_SIZE = /font-size|font:[^;]*\d(?:px|rem|em|pt)/;
const DURATION = /\b\d*\.?\d+m?s\b/;

test.each(others)('%s names no colour, no size of a font and no time of its own: those are tokens', (_, css) => {
  const rules = css.replace(/\/\*.*?\*\//gs, '').replace(/@media print \{.*?\n\}/gs, '');
  expect(rules.split('\n').filter(line => COLOUR.test(line) || FONT_SIZE.test(line) || DURATION.test(line))).toEqual([]);
});

test('every token that is used exists, and every one that exists is used', () => {
  const used = (text: string) => [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name!);
  const known = new Set([...styles['./tokens.css']!.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name!));
  const all = new Set([...Object.values(styles), ...Object.values(components)].flatMap(used));
  expect([...all].filter(name => !known.has(name))).toEqual([]);
  expect([...known].filter(name => !all.has(name))).toEqual([]);
});
