import { useRef, useState } from 'preact/hooks';
import { addProduct } from '../../../lib/api';
import { Attempts } from '../../../lib/attempt';
import { products } from '../../../lib/desk';
import { complain, say } from '../../../lib/toast';

const attempts = new Attempts('add-product', true);

export const ProductForm = () => {
  const [adding, setAdding] = useState(false);
  const name = useRef<HTMLInputElement>(null);

  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (adding) return;
    setAdding(true);
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const product = {
      name: String(fields.get('name')),
      price: String(fields.get('price')),
      quantity: Number(fields.get('quantity')),
    };
    try {
      products.put(await attempts.run(product, key => addProduct(product, key)));
      form.reset();
      name.current?.focus();
      say(`${product.name} added.`);
    } catch (error) {
      complain(error as Error);
    }
    setAdding(false);
  };

  return (
    <section class="card mb-4" aria-labelledby="new-product">
      <form class="card-body" onSubmit={add}>
        <h2 id="new-product" class="h5">New product</h2>
        <div class="row g-3 align-items-end">
          <div class="col-12 col-sm">
            <label class="form-label" for="product-name">Name</label>
            <input ref={name} id="product-name" name="name" class="form-control" required maxLength={200} autocomplete="off" />
          </div>
          <div class="col-6 col-sm-3">
            <label class="form-label" for="product-price">Price</label>
            <input
              id="product-price"
              name="price"
              class="form-control"
              type="number"
              min="0"
              max="9999999.99"
              step="0.01"
              required
            />
          </div>
          <div class="col-6 col-sm-3">
            <label class="form-label" for="product-quantity">Quantity</label>
            <input
              id="product-quantity"
              name="quantity"
              class="form-control"
              type="number"
              min="0"
              max="1000000000"
              required
            />
          </div>
        </div>
        <button type="submit" class="btn btn-primary mt-3" disabled={adding}>{adding ? 'Adding…' : 'Add product'}</button>
      </form>
    </section>
  );
};
