import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Field } from '../../../components/field';
import { ErrorNotice } from '../../../components/states';
import { leave, useUnsaved } from '../../../lib/browser/unsaved';
import { products } from '../../../lib/desk';
import { say } from '../../../lib/messages/toast';
import { check, FIELDS, formOf, NO_TEXTS, type Field as FieldName } from '../../../lib/products/product-edit';
import { addProduct } from '../../../lib/server/api';
import { Attempts } from '../../../lib/server/attempts';
import type { ProblemError } from '../../../lib/server/problem';
import { FIELD_NAMES, PLACEHOLDERS } from '../field-names';

const attempts = new Attempts('add-product');

const LABELS = { ...FIELD_NAMES, quantity: 'Quantity' };
const WIDTHS: Record<FieldName, string> = { name: 'col-12 col-md', price: 'col-4 col-md-2', quantity: 'col-4 col-md-2', low_stock_at: 'col-4 col-md-2' };

/** Stays open for the next product. */
export const AddForm = ({ onClose }: { onClose: () => void }) => {
  const texts = useSignal(NO_TEXTS);
  const adding = useSignal(false);
  const problem = useSignal<ProblemError | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const dirty = useComputed(() => FIELDS.some(field => texts.value[field] !== ''));
  useUnsaved(dirty);

  const focusOn = (field: FieldName) => form.current!.querySelector<HTMLInputElement>(`#add-${field}`)!.focus();
  useLayoutEffect(() => focusOn('name'), []);
  useEffect(() => () => void attempts.giveUp(), []);

  const add = async () => {
    if (adding.value) return;
    adding.value = true;
    const retried = problem.value !== undefined;
    problem.value = undefined;
    try {
      check(texts.value);
      const product = formOf(texts.value);
      const { it, replayed } = await attempts.run(product, key => addProduct(product, key));
      products.put(it);
      texts.value = NO_TEXTS;
      focusOn('name');
      say(replayed && !retried ? `${product.name} had been added already; it was not added again.` : `${product.name} is added.`);
    } catch (error) {
      problem.value = error as ProblemError;
      const wrong = FIELDS.find(field => problem.value!.reasonFor(field));
      if (wrong) focusOn(wrong);
    }
    adding.value = false;
  };

  const failed = problem.value;
  return (
    <section class="card mb-3" aria-labelledby="new-product">
      <form
        ref={form}
        class="card-body"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void add();
        }}
        onKeyDown={event => {
          if (event.key !== 'Escape') return;
          event.preventDefault(); // otherwise it would also close the dialog that asks whether to leave
          leave(onClose);
        }}
      >
        <h2 id="new-product" class="h5">New product</h2>
        {failed && !failed.errors.length && <ErrorNotice error={failed} retry={add} />}
        <div class="row g-2">
          {FIELDS.map(field => (
            <div key={field} class={WIDTHS[field]}>
              <Field
                id={`add-${field}`}
                label={LABELS[field]}
                numeric={field !== 'name'}
                placeholder={PLACEHOLDERS[field]}
                value={texts.value[field]}
                onType={text => (texts.value = { ...texts.value, [field]: text })}
                error={failed?.reasonFor(field)}
              />
            </div>
          ))}
        </div>
        <div class="d-flex gap-2 mt-2">
          <button type="submit" class="btn btn-primary" disabled={adding.value}>{adding.value ? 'Adding…' : 'Add product'}</button>
          <button type="button" class="btn border" onClick={() => leave(onClose)}>Close</button>
        </div>
      </form>
    </section>
  );
};
