import { act, announcement, dismiss, toasts, UNDO, UNDO_KEY, type Toast } from '../../lib/messages/toast';
import { Button, IconButton } from '../button';
import { Icon } from '../icon';

/** One message at a time, the newest. The regions are always there, because screen readers ignore text that appears together with its region. */
export const Toasts = () => {
  const newest = toasts.value.at(-1);
  return (
    <div class="toasts">
      <div role="alert">{newest?.kind === 'danger' && <Shown key={newest.id} toast={newest} />}</div>
      <div role="status">{newest?.kind === 'success' && <Shown key={newest.id} toast={newest} />}</div>
      <div class="visually-hidden" role="status">{announcement.value}</div>
    </div>
  );
};

const Shown = ({ toast, toast: { id, kind, text, requestId, action } }: { toast: Toast }) => (
  <div class="toast">
    {kind === 'danger' && <Icon name="fault" />}
    <div>
      {text}
      {requestId && <div class="hint">Request {requestId}</div>}
    </div>
    {action && (
      <Button look="bare" keys={action.name === UNDO ? UNDO_KEY : undefined} onClick={() => act(toast)}>{action.name}</Button>
    )}
    <IconButton icon="close" label="Dismiss" onClick={() => dismiss(id)} />
  </div>
);
