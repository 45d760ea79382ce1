import { useSignal } from '@preact/signals';
import { Button } from '../../../components/button';
import { Dialog } from '../../../components/dialog';
import { formatCents, parseCents } from '../../../lib/format/money';
import { timeOfDay } from '../../../lib/format/time';
import { formatUnits } from '../../../lib/format/units';
import { rival, textsOf, type Field, type ProductEdit, type Texts } from '../../../lib/products/product-edit';
import { t } from '../../../texts';
import { fieldName, placeholderOf } from '../field-names';

interface Props {
  edit: ProductEdit;
  onSave: () => void;
}

/** Somebody else changed the same fields: shows both values and lets the clerk choose. */
export const DisputeDialog = ({ edit, onSave }: Props) => {
  const { theirs, fields } = edit.dispute.value!;
  const theirTexts = textsOf(theirs);
  const who = rival(edit.dispute.value!);
  const chosen = useSignal<Partial<Record<Field, 'mine' | 'theirs'>>>({});
  const asked = useSignal(false);
  const back = () => (edit.dispute.value = undefined);
  return (
    <Dialog
      title={t('product.dispute.title', { who: who ?? t('product.rival'), name: theirs.name })}
      onClose={back}
      footer={
        <>
          <Button look="bare" keys="Escape" onClick={back}>{t('product.dispute.back')}</Button>
          <Button type="submit" form="dispute" look="main" keys="Enter">{t('dialog.save')}</Button>
        </>
      }
    >
      <form
        id="dispute"
        class="form"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          asked.value = true;
          if (fields.some(field => !chosen.value[field])) return;
          edit.settle(fields.filter(field => chosen.value[field] === 'theirs'));
          onSave();
        }}
      >
        <p class="quiet">{t('product.dispute.question')}</p>
        {fields.map((field, n) => {
          const choice = (whose: 'mine' | 'theirs', words: string, texts: Texts) => (
            <label class="choice">
              <input
                type="radio"
                name={field}
                autofocus={n === 0 && whose === 'mine'}
                checked={chosen.value[field] === whose}
                onChange={() => (chosen.value = { ...chosen.value, [field]: whose })}
              />
              <span>{words}</span> <strong>{shownIn(field, texts)}</strong>
            </label>
          );
          return (
            <fieldset key={field} class="choices">
              <legend>{fieldName(field)}</legend>
              {choice('mine', t('product.dispute.mine'), edit.texts.value)}
              {choice('theirs', who ? `${who}, ${timeOfDay(theirs.updated_at)}` : t('product.dispute.theirs'), theirTexts)}
              {asked.value && !chosen.value[field] && <p class="bad-text" role="alert">{t('product.dispute.choose')}</p>}
            </fieldset>
          );
        })}
      </form>
    </Dialog>
  );
};

/** As the list would show it. */
function shownIn(field: Field, texts: Texts) {
  const text = texts[field].trim();
  if (field === 'name') return text;
  if (field === 'price') return formatCents(parseCents(text)!);
  return text ? formatUnits(Number(text)) : placeholderOf(field);
}
