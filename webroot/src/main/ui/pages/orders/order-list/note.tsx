import { Button } from '../../../components/button';
import { orders } from '../../../lib/desk';
import { t } from '../../../texts';

/** What there is to say about the list, in room that is always there, so that nothing moves. */
export const Note = ({ filtered }: { filtered: boolean }) => {
  const failure = orders.load.failure.value ?? orders.olderLoad.failure.value;
  const retry = () => (orders.load.failure.peek() ? orders.load.run() : orders.loadOlder());
  return (
    <div class="list-note">
      {failure && !failure.isDefinite && (
        <>
          <span class="bad-text truncate" role="alert" title={failure.message}>{failure.message}</span>
          <Button look="link" onClick={retry}>{t('message.retry')}</Button>
        </>
      )}
      <span class="hint" role="status">{!failure && words(filtered)}</span>
    </div>
  );
};

function words(filtered: boolean) {
  const older = orders.olderLoad.running.value;
  const searchesOn = orders.load.running.value ? orders.begun.value && !orders.load.done.value : older;
  const total = orders.total.value;
  if (filtered && searchesOn) return t('orders.searching');
  if (older) return t('orders.loadingOlder');
  return filtered && orders.load.done.value && total !== undefined && t('orders.count', { n: total });
}
