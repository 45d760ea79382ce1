import type { Row } from '../live/collection';
import { lookUp } from '../products/look-up';
import type { Product } from '../server/types';
import { counted, isDoubtful, type Counted } from './counted';
import { parseQuantity } from './draft';

export type WhyNot = 'none' | 'several' | 'uncounted' | 'doubtful';

/** A pasted line, and the product and units that it surely means, or why that is not sure. */
export type PastedLine = { text: string } & ({ product: Product; units: number } | { why: WhyNot; found?: number });

/** As in a list of a mail. */
const BULLET = /^\s*(?:[-–•·*]|\d+[.)])\s+/;

/** Of a row of a sheet: the first cell with letters, and the first that is a whole number. */
function countedCells(line: string): Counted | undefined {
  const cells = line.split('\t').map(cell => cell.trim());
  const units = cells.map(parseQuantity).find(Boolean);
  const words = cells.find(cell => /\p{L}/u.test(cell));
  return cells.length > 1 && units && words ? { units, words, signed: true } : undefined;
}

export const readPasted = (text: string, rows: readonly Row<Product>[]): PastedLine[] =>
  text
    .split('\n')
    .map(line => line.replace(BULLET, '').trim())
    .filter(Boolean)
    .map(line => {
      const count = countedCells(line) ?? counted(line);
      const found = lookUp(count?.words ?? line.replaceAll('\t', ' '), rows);
      if (typeof found === 'number') return { text: line, why: found ? 'several' : 'none', found };
      if (!count) return { text: line, why: 'uncounted' };
      if (isDoubtful(count, found.name)) return { text: line, why: 'doubtful' };
      return { text: line, product: found, units: count.units };
    });
