import { computed, signal } from '@preact/signals';
import { placeOrder } from '../../../lib/api';
import { Attempts } from '../../../lib/attempt';
import { config, orders, products } from '../../../lib/desk';
import { formatCents, formatPercent, priceOrder, toCents, type OrderPrice } from '../../../lib/money';
import { complain, say } from '../../../lib/toast';

// Outside the component, so that what was filled in is still there after a look at another page.
const productId = signal('');
const quantity = signal('1');
const placing = signal(false);
const attempts = new Attempts('place-order');

const price = computed<OrderPrice | undefined>(() => {
  const product = products.get(productId.value)?.value;
  const units = Number(quantity.value);
  return product && config.value && Number.isInteger(units) && units > 0
    ? priceOrder([{ price: toCents(product.price), quantity: units }], config.value.fee_rate)
    : undefined;
});

const place = async (event: SubmitEvent) => {
  event.preventDefault();
  if (placing.value) return;
  placing.value = true;
  const form = event.currentTarget as HTMLFormElement;
  const wanted = { lines: [{ product_id: productId.value, quantity: Number(quantity.value) }] };
  try {
    const { order, replayed } = await attempts.run(wanted, key => placeOrder(wanted, key));
    orders.put(order);
    productId.value = ''; // so that a late second click places nothing
    quantity.value = '1';
    form.querySelector('select')?.focus();
    say(`Order ${order.number} placed.${replayed ? ' It arrived more than once and was placed only once.' : ''}`);
  } catch (error) {
    complain(error as Error);
  }
  placing.value = false;
};

export const OrderForm = () => (
  <section class="card mb-4" aria-labelledby="new-order">
    <form class="card-body" onSubmit={place}>
      <h2 id="new-order" class="h5">New order</h2>
      <div class="row g-3 align-items-end">
        <div class="col-12 col-sm">
          <label class="form-label" for="order-product">Product</label>
          <select
            id="order-product"
            class="form-select"
            required
            value={productId.value}
            onChange={event => (productId.value = event.currentTarget.value)}
          >
            <option value="">Choose a product</option>
            {products.rows.value.map(({ value: product }) => (
              <option key={product.id} value={product.id}>
                {product.name}: {formatCents(toCents(product.price), config.value?.currency)}, {product.quantity} free
              </option>
            ))}
          </select>
        </div>
        <div class="col-12 col-sm-3">
          <label class="form-label" for="order-quantity">Quantity</label>
          <input
            id="order-quantity"
            class="form-control"
            type="number"
            min="1"
            max="1000000"
            required
            value={quantity.value}
            onInput={event => (quantity.value = event.currentTarget.value)}
          />
        </div>
      </div>
      <dl class="d-flex gap-4 my-3">
        <Amount name="Sum" cents={price.value?.sum} />
        <Amount name={config.value ? `Fee (${formatPercent(config.value.fee_rate)})` : 'Fee'} cents={price.value?.fee} />
        <Amount name="Total" cents={price.value?.total} strong />
      </dl>
      <button type="submit" class="btn btn-primary" disabled={placing.value || !config.value}>
        {placing.value ? 'Placing…' : 'Place order'}
      </button>
    </form>
  </section>
);

const Amount = ({ name, cents, strong }: { name: string; cents: number | undefined; strong?: boolean }) => (
  <div>
    <dt class="fw-normal text-body-secondary">{name}</dt>
    <dd class={`mb-0 ${strong ? 'fw-bold' : ''}`}>{cents === undefined ? '–' : formatCents(cents, config.value?.currency)}</dd>
  </div>
);
