import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Field as FieldName, ProductEdit } from '../../../lib/product-edit';
import { Field, FIELD_NAMES } from '../field';

interface Props {
  edit: ProductEdit;
  field: FieldName;
  onSave: () => void;
  onCancel: () => void;
}

/** A cell of the row that is being edited. Enter saves, Esc cancels. */
export const EditCell = ({ edit, field, onSave, onCancel }: Props) => {
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
      class="edit-cell"
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
        label={FIELD_NAMES[field]}
        inCell
        numeric={field !== 'name'}
        placeholder={field === 'low_stock_at' ? 'default' : undefined}
        value={edit.texts.value[field]}
        onType={text => edit.type(field, text)}
        error={error}
        hint={now !== undefined && <>now {now || 'default'}</>}
      />
    </div>
  );
};

export const EditButtons = ({ edit, onSave, onCancel }: Omit<Props, 'field'>) => (
  <div class="d-flex gap-1 justify-content-end">
    <button type="button" class="btn btn-sm btn-primary" disabled={edit.saving.value} onClick={onSave}>
      {edit.saving.value ? 'Saving…' : 'Save'}
    </button>
    <button type="button" class="btn btn-sm border" onClick={onCancel}>Cancel</button>
  </div>
);
