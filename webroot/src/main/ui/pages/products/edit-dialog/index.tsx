import { Dialog } from '../../../components/dialog';
import { FIELDS, type ProductEdit } from '../../../lib/products/product-edit';
import { t } from '../../../texts';
import { EditButtons, EditField } from '../edit-fields';

interface Props {
  edit: ProductEdit;
  onSave: () => void;
  onCancel: () => void;
}

/** For screens that are too narrow to edit in the row. */
export const EditDialog = ({ edit, onSave, onCancel }: Props) => (
  <Dialog
    title={t('product.edit.title', { name: edit.now.value.name })}
    dirty={edit.dirty.value}
    onClose={onCancel}
    footer={<EditButtons edit={edit} onSave={onSave} onCancel={onCancel} />}
  >
    <div class="form">
      {FIELDS.map(field => (
        <EditField key={field} edit={edit} field={field} onSave={onSave} onCancel={onCancel} />
      ))}
    </div>
  </Dialog>
);
