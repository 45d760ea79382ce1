import { message } from '../../lib/message';

export const Message = () => {
  const current = message.value;
  return (
    <div class="sticky-bottom container-xxl pb-2" role="status">
      {current && (
        <div class={`alert alert-${current.kind} alert-dismissible shadow-sm mb-0`}>
          {current.text}
          <button type="button" class="btn-close" aria-label="Dismiss" onClick={() => (message.value = undefined)} />
        </div>
      )}
    </div>
  );
};
