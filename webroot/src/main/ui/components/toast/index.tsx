import { useLayoutEffect, useRef } from 'preact/hooks';
import { useShortcut } from '../../lib/keyboard/shortcuts';
import { act, announcement, dismiss, isUndoable, shownToasts, UNDO_KEY, type Toast } from '../../lib/messages/toast';
import { t } from '../../texts';
import { Button, IconButton } from '../button';
import { Icon } from '../icon';

/** Leads to the message that is shown. */
export const MESSAGE_KEY = 'F6';

/** One message at a time, or two where something can be undone. The regions are always there, because screen readers ignore text that appears together with its region. */
export const Toasts = () => {
  const shown = (wanted: Toast['kind']) => shownToasts.value.map(toast => toast.kind === wanted && <Shown key={toast.id} toast={toast} />);
  return (
    <div class="toasts">
      <div role="status">{shown('success')}</div>
      <div role="alert">{shown('danger')}</div>
      <div class="visually-hidden" role="status">{announcement.value}</div>
      {shownToasts.value.length > 0 && <WayIn />}
    </div>
  );
};

const WayIn = () => {
  useShortcut(MESSAGE_KEY, t('shell.message'), () => document.querySelector<HTMLElement>('.toast button')?.focus());
  return null;
};

const Shown = ({ toast, toast: { id, kind, text, requestId, action } }: { toast: Toast }) => {
  const box = useRef<HTMLDivElement>(null);
  /** Where the focus was before it came here. */
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => () => void (box.current!.contains(document.activeElement) && before.current?.focus()), []);
  return (
    <div
      ref={box}
      class="toast"
      onFocusIn={({ relatedTarget }) => {
        if (!box.current!.contains(relatedTarget as Node | null)) before.current = relatedTarget as HTMLElement | null;
      }}
    >
      {kind === 'danger' && <Icon name="fault" />}
      <div>
        {text}
        {requestId && <div class="hint">{t('fault.request', { id: requestId })}</div>}
      </div>
      {action && (
        <Button look="bare" keys={isUndoable(toast) ? UNDO_KEY : undefined} onClick={() => act(toast)}>{action.name}</Button>
      )}
      {kind === 'danger' && <IconButton icon="close" label={t('toast.dismiss')} onClick={() => dismiss(id)} />}
    </div>
  );
};
