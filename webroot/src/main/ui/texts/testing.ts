import { parseSync } from 'vite';

/** Of the tree of a source file: a node with its type and all that is in it. */
export interface Node {
  type: string;
  [part: string]: unknown;
}

const texts = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.ts', '!../**/{testing,played-*}.ts', '!./*'], { query: '?raw', import: 'default', eager: true });

/** The trees of all sources of the desk but the texts themselves and the tests, by path from the folder of the desk. */
export const sources = new Map(Object.entries(texts).map(([path, text]) => [path.replace('../', ''), treeOf(path, text)]));

export function treeOf(path: string, text: string) {
  const { program, errors } = parseSync(path, text);
  if (errors.length) throw new Error(`${path}: ${errors[0]!.message}`);
  return program as unknown as Node;
}

const isNode = (part: unknown): part is Node => typeof (part as Node | undefined)?.type === 'string';

/** What a node consists of. */
export const partsOf = (node: Node) => Object.values(node).flat().filter(isNode);

/** A node and all that is in it. */
export const allOf = (node: Node): Node[] => [node, ...partsOf(node).flatMap(allOf)];

/** The name of a called function, of an attribute, or of a property. */
export const nameOf = (node: Node | undefined): string => {
  if (node?.type === 'MemberExpression') return nameOf(node.property as Node);
  return String(node?.name ?? node?.value ?? '');
};

/** The text of a literal, or of a template with {} in each of its places; undefined for anything else. */
export function literalOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'JSXText') return String(node.value);
  if (node.type === 'TemplateLiteral') return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('{}');
  return undefined;
}
