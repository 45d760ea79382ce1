import { act, announcement, dismiss, dismissAll, toasts, type Toast } from '../../lib/messages/toast';

/** The regions are always there, because screen readers ignore text that appears together with its region. */
export const Toasts = () => {
  const successes = toasts.value.filter(({ kind }) => kind === 'success');
  const complaints = toasts.value.filter(({ kind }) => kind === 'danger');
  return (
    <div class="toasts">
      <div role="alert">{complaints.map(toast => <Notice key={toast.id} toast={toast} look="alert-danger" />)}</div>
      <div role="status">{successes.map(toast => <Notice key={toast.id} toast={toast} look="alert-success" />)}</div>
      {complaints.length > 1 && (
        <button type="button" class="btn btn-sm btn-secondary" onClick={dismissAll}>Dismiss all</button>
      )}
      <div class="visually-hidden" role="status">{announcement.value}</div>
    </div>
  );
};

const Notice = ({ toast, toast: { id, text, requestId, action }, look }: { toast: Toast; look: string }) => (
  <div class={`alert ${look} d-flex align-items-start gap-2 shadow-sm py-2 px-3 mb-2`}>
    <div class="flex-grow-1">
      {text}
      {requestId && <div class="small">Request {requestId}</div>}
    </div>
    {action && (
      <button type="button" class="btn btn-sm border" onClick={() => act(toast)}>{action.name}</button>
    )}
    <button type="button" class="btn-close flex-shrink-0" aria-label="Dismiss" onClick={() => dismiss(id)} />
  </div>
);
