import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { ErrorNotice } from '../../../components/states';
import { leave, useUnsaved } from '../../../lib/browser/unsaved';
import { products } from '../../../lib/desk';
import { formatCents, toCents } from '../../../lib/format/money';
import { check, FIELDS, formOf, NO_TEXTS, type Field as FieldName } from '../../../lib/products/product-edit';
import { namedLike } from '../../../lib/products/twins';
import { addProduct } from '../../../lib/server/api';
import { Attempts } from '../../../lib/server/attempts';
import type { ProblemError } from '../../../lib/server/problem';
import { t } from '../../../texts';
import { fieldName, placeholderOf } from '../field-names';

const attempts = new Attempts('add-product');

/** How many prices of products of the same name are told. */
const MAX_PRICES = 3;

/** A row of fields that stays open for the next product. */
export const AddForm = ({ onClose }: { onClose: () => void }) => {
  const texts = useSignal(NO_TEXTS);
  const adding = useSignal(false);
  const added = useSignal('');
  const problem = useSignal<ProblemError | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const dirty = useComputed(() => FIELDS.some(field => texts.value[field] !== ''));
  const name = useComputed(() => texts.value.name);
  const twins = useComputed(() => namedLike(name.value, products.rows.value));
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
      added.value = replayed && !retried ? t('product.added.before', { name: product.name }) : t('product.added', { name: product.name });
    } catch (error) {
      added.value = '';
      problem.value = error as ProblemError;
      const wrong = FIELDS.find(field => problem.value!.reasonFor(field));
      if (wrong) focusOn(wrong);
    }
    adding.value = false;
  };

  const failed = problem.value;
  const hints: Partial<Record<FieldName, preact.ComponentChildren>> = {
    name: <span role="status">{(twins.value.length > 0 && twinsNote(twins.value.map(({ price }) => price))) || (!dirty.value && added.value)}</span>,
  };
  return (
    <section class="add-product" aria-label={t('products.new')}>
      {failed && !failed.errors.length && <ErrorNotice error={failed} retry={add} />}
      <form
        ref={form}
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
        {FIELDS.map(field => (
          <Field
            key={field}
            id={`add-${field}`}
            label={field === 'quantity' ? t('product.quantity') : fieldName(field)}
            labelled="inside"
            numeric={field !== 'name'}
            placeholder={placeholderOf(field)}
            value={texts.value[field]}
            onType={text => (texts.value = { ...texts.value, [field]: text })}
            error={failed?.reasonFor(field)}
            hint={hints[field]}
          />
        ))}
        <div class="actions">
          <Button type="submit" look="main" keys="Enter" disabled={adding.value}>{adding.value ? t('product.adding') : t('product.add')}</Button>
          <Button look="bare" keys="Escape" onClick={() => leave(onClose)}>{t('dialog.close')}</Button>
        </div>
      </form>
    </section>
  );
};

const twinsNote = (prices: readonly number[]) => {
  const shown = prices.slice(0, MAX_PRICES).map(price => formatCents(toCents(price)));
  return t('product.twins', { n: prices.length, prices: shown.join('; ') + (prices.length > MAX_PRICES ? '; …' : '') });
};
