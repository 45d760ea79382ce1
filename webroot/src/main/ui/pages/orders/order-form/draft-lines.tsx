import { Amount } from '../../../components/amount';
import { Flash } from '../../../components/flash';
import { Pill } from '../../../components/pill';
import { config, products } from '../../../lib/desk';
import { formatPercent, toCents } from '../../../lib/format/money';
import { announce } from '../../../lib/messages/toast';
import { parseQuantity, type DraftLine } from '../../../lib/orders/draft';
import { priceOrder } from '../../../lib/orders/price';
import type { Product } from '../../../lib/server/api';
import { draft } from './placing';
import { QuantityInput } from './quantity-input';

/** A line, and its product as it is now; undefined if the product is gone. */
export type LiveLine = DraftLine & { product?: Product };

interface Props {
  lines: readonly LiveLine[];
  /** Moves the focus back to where lines are entered. */
  onDone: () => void;
}

export const DraftLines = ({ lines, onDone }: Props) => (
  <table class="table align-middle lines" aria-label="Lines of the new order">
    <thead class="visually-hidden">
      <tr>
        <th scope="col">Product</th>
        <th scope="col">Quantity</th>
        <th scope="col">Sum</th>
        <th scope="col">Remove</th>
      </tr>
    </thead>
    <tbody>
      {lines.map(line => <Line key={line.product_id} line={line} onDone={onDone} />)}
    </tbody>
    <Sums lines={lines} />
  </table>
);

const Line = ({ line: { product_id, name, quantity, product }, onDone }: { line: LiveLine; onDone: () => void }) => {
  const units = parseQuantity(quantity);
  const shown = product?.name ?? name;
  return (
    <tr>
      <th scope="row" class="fw-normal text-break">
        {shown}
        <div class="small text-body-secondary">
          {product && <><Amount cents={toCents(product.price)} /> each </>}
          <Availability product={product} units={units ?? 0} />
        </div>
      </th>
      <td>
        <QuantityInput
          aria-label={`Quantity of ${shown}`}
          data-product={product_id}
          value={quantity}
          onInput={event => draft.setQuantity(product_id, event.currentTarget.value)}
          onEnter={onDone}
        />
      </td>
      <td class="number">{product && units ? <Amount cents={toCents(product.price) * units} /> : '–'}</td>
      <td>
        <button
          type="button"
          class="btn-close"
          aria-label={`Remove ${shown}`}
          onClick={() => {
            draft.remove([product_id]);
            announce(`${shown} removed.`);
            onDone();
          }}
        />
      </td>
    </tr>
  );
};

const Availability = ({ product, units }: { product?: Product; units: number }) => {
  if (!product) return products.load.done.value ? <Pill tone="danger" sign="✕">no longer sold</Pill> : <>…</>;
  if (!product.quantity) return <Pill tone="danger" sign="!">none left</Pill>;
  if (units > product.quantity) return <Pill tone="warning" sign="!">only {product.quantity} free</Pill>;
  return <>· <Flash value={product.quantity} /> free</>;
};

const Sums = ({ lines }: Pick<Props, 'lines'>) => {
  const priced = lines.map(({ product, quantity }) => ({
    price: product && toCents(product.price),
    quantity: parseQuantity(quantity),
  }));
  const known = priced.filter((line): line is { price: number; quantity: number } => Boolean(line.price !== undefined && line.quantity));
  const price = config.value && known.length === lines.length ? priceOrder(known, config.value.fee_rate) : undefined;
  return (
    <tfoot>
      <Sum name="Subtotal" cents={price?.sum} />
      <Sum name={config.value ? `Fee ${formatPercent(config.value.fee_rate)}` : 'Fee'} cents={price?.fee} />
      <Sum name="Total" cents={price?.total} look="fw-bold" />
    </tfoot>
  );
};

const Sum = ({ name, cents, look }: { name: string; cents: number | undefined; look?: string }) => (
  <tr class={look}>
    <th scope="row" colSpan={2}>{name}</th>
    <td class="number">{cents === undefined ? '–' : <Amount cents={cents} />}</td>
    <td />
  </tr>
);
