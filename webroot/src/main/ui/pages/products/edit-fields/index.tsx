import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import type { Field as FieldName, ProductEdit } from '../../../lib/products/product-edit';
import { t } from '../../../texts';
import { fieldName, placeholderOf } from '../field-names';

interface Props {
  edit: ProductEdit;
  field: FieldName;
  /** Whether it is in the row itself. */
  inCell?: boolean;
  onSave: () => void;
  onCancel: () => void;
}

/** A field of the product that is being edited. Enter saves, Esc cancels. */
export const EditField = ({ edit, field, inCell, onSave, onCancel }: Props) => {
  const input = useRef<HTMLInputElement>(null);
  const problem = edit.problem.value;
  const error = problem?.reasonFor(field) ?? (field === 'name' && problem && !problem.errors.length ? problem.message : undefined);
  const now = edit.changedTo(field);
  useLayoutEffect(() => {
    if (field === 'name') input.current!.select();
  }, []);
  useLayoutEffect(() => {
    if (error) input.current!.focus();
  }, [error]);
  return (
    <div
      class="edit-field"
      onKeyDown={event => {
        if (event.key === 'Enter') onSave();
        else if (event.key === 'Escape') onCancel();
        else return;
        event.preventDefault();
      }}
    >
      <Field
        inputRef={input}
        id={`edit-${field}`}
        label={fieldName(field)}
        labelled={inCell ? 'unseen' : 'above'}
        large={!inCell}
        autofocus={!inCell && field === 'name'}
        numeric={field !== 'name'}
        placeholder={placeholderOf(field)}
        value={edit.texts.value[field]}
        onType={text => edit.type(field, text)}
        error={error}
        hint={now !== undefined && t('product.now', { value: now || placeholderOf(field)! })}
      />
    </div>
  );
};

/** In a row, Tab leads from field to field: there is a key in each of them for what the buttons do. */
export const EditButtons = ({ edit, inCell, onSave, onCancel }: Omit<Props, 'field'>) => (
  <div class="edit-buttons">
    <Button look="bare" keys="Escape" tabIndex={inCell ? -1 : undefined} onClick={onCancel}>{t('dialog.cancel')}</Button>
    <Button look="main" keys="Enter" tabIndex={inCell ? -1 : undefined} disabled={edit.saving.value} onClick={onSave}>{edit.saving.value ? t('dialog.saving') : t('dialog.save')}</Button>
  </div>
);
