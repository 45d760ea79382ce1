import { Amount } from '../../../components/amount';
import { Flash } from '../../../components/flash';
import { Status } from '../../../components/status';
import { config, products } from '../../../lib/desk';
import { formatPercent, toCents } from '../../../lib/format/money';
import { formatUnits } from '../../../lib/format/units';
import { announce } from '../../../lib/messages/toast';
import { MAX_QUANTITY, parseQuantity } from '../../../lib/orders/draft';
import type { Product } from '../../../lib/server/types';
import { draft, isRepriced, price, type LiveLine } from './placing';
import { QuantityInput } from './quantity-input';

interface Props {
  lines: readonly LiveLine[];
  /** Moves the focus back to where lines are entered. */
  onDone: () => void;
}

export const DraftLines = ({ lines, onDone }: Props) => (
  <div class="lines-box">
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
      <Sums />
    </table>
  </div>
);

const Line = ({ line, onDone }: { line: LiveLine; onDone: () => void }) => {
  const { product_id, name, quantity, product } = line;
  const units = parseQuantity(quantity);
  const shown = product?.name ?? name;
  return (
    <tr>
      <th scope="row" class="fw-normal text-break">
        {shown}
        <div class="small text-body-secondary">
          {product && <><Flash value={product.price}><Amount cents={toCents(product.price)} /></Flash> each </>}
          {isRepriced(line) && <><Status tone="warn">was <Amount cents={line.price} /></Status> </>}
          <Availability product={product} units={units} />
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

const Availability = ({ product, units }: { product?: Product; units?: number }) => {
  if (!product) return products.load.done.value ? <Status tone="bad" dot>no longer sold</Status> : <>…</>;
  if (!units) return <Status tone="bad" dot>order 1 to {formatUnits(MAX_QUANTITY)}</Status>;
  if (!product.quantity) return <Status tone="bad" dot>none left</Status>;
  if (units > product.quantity) return <Status tone="warn">only {formatUnits(product.quantity)} free</Status>;
  return <>· <Flash value={product.quantity}>{formatUnits(product.quantity)}</Flash> free</>;
};

const Sums = () => (
  <tfoot>
    <Sum name="Subtotal" cents={price.value?.sum} />
    <Sum name={config.value ? `Fee ${formatPercent(config.value.fee_rate)}` : 'Fee'} cents={price.value?.fee} />
    <Sum name="Total" cents={price.value?.total} look="fw-bold" />
  </tfoot>
);

const Sum = ({ name, cents, look }: { name: string; cents: number | undefined; look?: string }) => (
  <tr class={look}>
    <th scope="row" colSpan={2}>{name}</th>
    <td class="number">{cents === undefined ? '–' : <Amount cents={cents} />}</td>
    <td />
  </tr>
);
