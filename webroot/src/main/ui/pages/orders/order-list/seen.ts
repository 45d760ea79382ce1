import { useEffect } from 'preact/hooks';
import { orders } from '../../../lib/desk';

/** The days are counted while the list is on the page and its tab in front. */
export function useSeen() {
  useEffect(() => {
    const look = () => (orders.days.seen.value = !document.hidden);
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      orders.days.seen.value = false;
    };
  }, []);
}
