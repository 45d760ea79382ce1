import { expect, test } from 'vitest';
import { allOf, literalOf, nameOf, partsOf, sources, treeOf, type Node } from './testing';

/** Attributes that people see or hear. */
const SEEN = new Set(['alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext', 'does', 'head', 'heading', 'label', 'placeholder', 'text', 'title']);

/** Functions that show something, by the place of it among their arguments. */
const SHOWN = new Map(Object.entries({ announce: [0], complain: [2], say: [0], sayUndoable: [0], useShortcut: [1] }));

/** What is the same in every language. */
const NAMES = ['Quick Sell'];

const hasWords = (text: string) => /\p{L}{2,}/u.test(text.replace(/\{\}/g, ''));

const isStyle = (text: string) => /[[\]]|:\w|^\w*\(|^@/.test(text);

/** Of KeyboardEvent.key, alone or with others. */
const isKey = (text: string) => /^((Alt|Ctrl|Shift)\+)*(Alt|AltGraph|Arrow\w+|CapsLock|Control|Delete|End|Enter|Escape|Home|Meta|NumLock|Page\w+|Shift|Tab|F\d+|\d–\d|\{\}|.)$/.test(text);

const isCapitalized = (node: Node) => /^\p{Lu}\p{Ll}/u.test(literalOf(node) ?? '') && !isKey(literalOf(node)!);

/** Whether it reads like something said: two words or more, with a capital at its beginning or a sign between or after them. */
const isSaid = (text: string) => !isStyle(text) && (text.match(/\p{L}{2,}/gu) ?? []).length > 1 && /\s/.test(text) && (/^[^\p{L}{]*\p{Lu}\p{Ll}/u.test(text) || /\p{L}[.:,!?…](\s|$)/u.test(text));

/** What a value that is seen may come to. */
function outcomes(value: Node): Node[] {
  if (literalOf(value) !== undefined) return [value];
  const parts: Record<string, string[]> = {
    ArrayExpression: ['elements'],
    BinaryExpression: value.operator === '+' ? ['left', 'right'] : [],
    ConditionalExpression: ['consequent', 'alternate'],
    JSXExpressionContainer: ['expression'],
    LogicalExpression: ['left', 'right'],
    ParenthesizedExpression: ['expression'],
  };
  return (parts[value.type] ?? []).flatMap(part => [value[part] as Node | Node[]].flat()).flatMap(outcomes);
}

/** The values that people see because of where they stand. */
function seenIn(node: Node): Node[] {
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return node.children as Node[];
    case 'JSXAttribute':
      return SEEN.has(nameOf(node.name as Node)) && node.value ? [node.value as Node] : [];
    case 'Property':
      return outcomes(node.value as Node).filter(isCapitalized);
    case 'VariableDeclarator':
      return node.init ? outcomes(node.init as Node).filter(isCapitalized) : [];
    case 'AssignmentPattern':
      return outcomes(node.right as Node).filter(isCapitalized);
    case 'CallExpression':
      return (SHOWN.get(nameOf(node.callee as Node)) ?? []).flatMap(place => (node.arguments as Node[])[place] ?? []);
    default:
      return [];
  }
}

/** Functions that take selectors. */
const SELECTING = new Set(['closest', 'matches', 'matchMedia', 'querySelector', 'querySelectorAll']);

/** Class names and selectors, and what a program is told: which module, which type. */
const isUnseen = (node: Node) =>
  node.type.startsWith('Import') ||
  node.type.startsWith('TS') ||
  (node.type === 'JSXAttribute' && nameOf(node.name as Node) === 'class') ||
  (node.type === 'CallExpression' && SELECTING.has(nameOf(node.callee as Node)));

const saidIn = (node: Node): Node[] => (isUnseen(node) ? [] : [...(isSaid(literalOf(node) ?? '') ? [node] : []), ...partsOf(node).flatMap(saidIn)]);

/** The texts in a source that a clerk may read. */
function textsIn(tree: Node) {
  const seen = allOf(tree).flatMap(seenIn).flatMap(outcomes).filter(node => hasWords(literalOf(node)!));
  return [...new Set([...seen, ...saidIn(tree)])].map(node => literalOf(node)!.trim()).filter(text => !NAMES.includes(text));
}

test.each([
  ['<p>Nothing yet</p>', ['Nothing yet']],
  ['<p>{done ? "Done" : <b>Wait</b>}</p>', ['Done', 'Wait']],
  ['<p>{count} {count === 1 && `${count} order`} ·</p>', ['{} order']],
  ['<input placeholder="Name" class="Wide one" type="text" />', ['Name']],
  ['useShortcut("n", "New", run)', ['New']],
  ['const NAMES = { price: "Price", way: "add" }', ['Price']],
  ['const UNDO = "Undo"; const f = (name = "Retry") => name', ['Undo', 'Retry']],
  ['say(saved ? "Saved" : t("saved.not"))', ['Saved']],
  ['const why = `${name} is low: ${units} free.`', ['{} is low: {} free.']],
  ['const GREETING = "Good morning"', ['Good morning']],
  ['const MODIFIERS = ["Shift", "AltGraph", `Ctrl+${key}`]', []],
  ['import { a } from "./Some where"; find("input, [role=option], a:is(:hover, :focus)"); wide("min(4rem, 12vw)"); go("/orders?a=b"); head.get("Content-Type")', []],
  ['<p class={`btn ${a}`}>{t("order.place")}, 4</p>', []],
])('what may be read in %s', (source, expected) => expect(textsIn(treeOf('source.tsx', source))).toEqual(expected));

test('every text that a clerk may read stands in the files of texts', () => {
  const elsewhere = [...sources].flatMap(([file, tree]) => textsIn(tree).map(text => `${file}: ${text}`));
  expect(elsewhere).toEqual([]);
});
