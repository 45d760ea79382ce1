import { useLayoutEffect, useRef } from 'preact/hooks';
import { useShortcut } from '../../lib/keyboard/shortcuts';
import { act, announcement, dismiss, toasts, UNDO, UNDO_KEY, type Toast } from '../../lib/messages/toast';
import { t } from '../../texts';
import { Button, IconButton } from '../button';
import { Icon } from '../icon';

/** Leads to the message that is shown. */
export const MESSAGE_KEY = 'F6';

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

const Shown = ({ toast, toast: { id, kind, text, requestId, action } }: { toast: Toast }) => {
  const box = useRef<HTMLDivElement>(null);
  /** Where the focus was before it came here. */
  const before = useRef<HTMLElement | null>(null);
  useShortcut(MESSAGE_KEY, t('shell.message'), () => box.current!.querySelector('button')?.focus());
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
        <Button look="bare" keys={action.name === UNDO ? UNDO_KEY : undefined} onClick={() => act(toast)}>{action.name}</Button>
      )}
      {kind === 'danger' && <IconButton icon="close" label={t('toast.dismiss')} onClick={() => dismiss(id)} />}
    </div>
  );
};
