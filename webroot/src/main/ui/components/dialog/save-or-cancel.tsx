import { t } from '../../texts';
import { Button } from '../button';

interface Props {
  /** The id of the form that is sent. */
  form: string;
  /** What sending it does, and what it does meanwhile. */
  name?: string;
  /** Whether it is being sent. */
  running: boolean;
  onCancel: () => void;
}

/** The buttons of a dialog that is a form. */
export const SaveOrCancel = ({ form, name = t('dialog.save'), running, onCancel }: Props) => (
  <>
    <Button look="bare" keys="Escape" onClick={onCancel}>{t('dialog.cancel')}</Button>
    <Button look="main" type="submit" form={form} keys="Enter" disabled={running}>{running ? t('dialog.saving') : name}</Button>
  </>
);
