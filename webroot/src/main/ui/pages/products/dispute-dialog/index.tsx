import { useSignal } from '@preact/signals';
import { Dialog } from '../../../components/dialog';
import { parseCents, typedAmount } from '../../../lib/format/money';
import { rival, textsOf, type Field, type ProductEdit } from '../../../lib/products/product-edit';
import { FIELD_NAMES, PLACEHOLDERS } from '../field-names';

interface Props {
  edit: ProductEdit;
  onSave: () => void;
}

/** Somebody else changed the same fields: shows both values and lets the clerk choose. */
export const DisputeDialog = ({ edit, onSave }: Props) => {
  const { theirs, fields } = edit.dispute.value!;
  const theirTexts = textsOf(theirs);
  const mine = { ...edit.texts.value, price: typedAmount(parseCents(edit.texts.value.price)!) };
  const chosen = useSignal<Partial<Record<Field, 'mine' | 'theirs'>>>({});
  const back = () => (edit.dispute.value = undefined);
  return (
    <Dialog
      title={`${rival(edit.dispute.value!)} changed ${theirs.name}`}
      onClose={back}
      footer={
        <>
          <button type="submit" form="dispute" class="btn btn-primary">Save</button>
          <button type="button" class="btn border" onClick={back}>Back to editing</button>
        </>
      }
    >
      <form
        id="dispute"
        onSubmit={event => {
          event.preventDefault();
          edit.settle(fields.filter(field => chosen.value[field] === 'theirs'));
          onSave();
        }}
      >
        <p>It was changed while you edited it. Which value is to stay?</p>
        {fields.map(field => {
          const choice = (who: 'mine' | 'theirs', words: string, value: string) => (
            <label class="choice">
              <input
                class="form-check-input"
                type="radio"
                name={field}
                required
                checked={chosen.value[field] === who}
                onChange={() => (chosen.value = { ...chosen.value, [field]: who })}
              />
              <span class="text-body-secondary">{words}</span>{' '}
              <strong class="text-break">{value}</strong>
            </label>
          );
          return (
            <fieldset key={field} class="mb-2">
              <legend class="h6 mb-1">{FIELD_NAMES[field]}</legend>
              {choice('mine', 'Mine', mine[field].trim() || PLACEHOLDERS[field]!)}
              {choice('theirs', 'Now on the server', theirTexts[field] || PLACEHOLDERS[field]!)}
            </fieldset>
          );
        })}
      </form>
    </Dialog>
  );
};
