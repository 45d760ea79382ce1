import { deleteProduct, type Product } from '../../lib/api';
import { products } from '../../lib/live';
import { attempted, say } from '../../lib/message';
import { formatCents, toCents } from '../../lib/money';
import { ConfirmButton } from '../confirm-button';

const remove = (product: Product) =>
  attempted(async () => {
    await deleteProduct(product.id);
    say('success', `${product.name} deleted.`);
    await products.refresh();
  });

export const ProductTable = () => (
  <section aria-labelledby="products">
    <h2 id="products" class="h5">Products</h2>
    <div class="table-responsive position-relative">
      <table class="table align-middle" aria-labelledby="products">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" class="number">Price</th>
            <th scope="col" class="number">Free</th>
            <th scope="col" class="number">Held</th>
            <th scope="col"><span class="visually-hidden">Delete</span></th>
          </tr>
        </thead>
        <tbody>
          {products.data.value?.map(product => <Row key={product.id} product={product} />)}
          {!products.data.value?.length && (
            <tr>
              <td colSpan={5} class="text-body-secondary">
                {products.data.value ? 'No products yet: add the first one above.' : 'Loading products…'}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  </section>
);

const Row = ({ product }: { product: Product }) => (
  <tr>
    <th scope="row" class="name fw-normal">{product.name}</th>
    <td class="number">{formatCents(toCents(product.price))}</td>
    <td class="number">{product.quantity}</td>
    <td class="number">{product.held}</td>
    <td class="text-end">
      <ConfirmButton action="Delete" target={product.name} onConfirm={() => remove(product)} />
    </td>
  </tr>
);
