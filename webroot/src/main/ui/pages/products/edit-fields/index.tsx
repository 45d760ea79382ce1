import { useLayoutEffect, useRef } from 'preact/hooks';
import { Field } from '../../../components/field';
import type { Field as FieldName, ProductEdit } from '../../../lib/products/product-edit';
import { FIELD_NAMES, PLACEHOLDERS } from '../field-names';

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
        label={FIELD_NAMES[field]}
        labelled={inCell ? 'unseen' : 'above'}
        autofocus={!inCell && field === 'name'}
        numeric={field !== 'name'}
        placeholder={PLACEHOLDERS[field]}
        value={edit.texts.value[field]}
        onType={text => edit.type(field, text)}
        error={error}
        hint={now !== undefined && `now ${now || PLACEHOLDERS[field]}`}
      />
    </div>
  );
};

interface ButtonsProps extends Pick<Props, 'edit' | 'onSave' | 'onCancel'> {
  small?: boolean;
}

export const EditButtons = ({ edit, onSave, onCancel, small }: ButtonsProps) => (
  <>
    <button type="button" class={`btn btn-primary ${small ? 'btn-sm' : ''}`} disabled={edit.saving.value} onClick={onSave}>
      {edit.saving.value ? 'Saving…' : 'Save'}
    </button>
    <button type="button" class={`btn border ${small ? 'btn-sm' : ''}`} onClick={onCancel}>Cancel</button>
  </>
);
