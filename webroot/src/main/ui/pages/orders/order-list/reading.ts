import { useEffect, useRef } from 'preact/hooks';
import { orders } from '../../../lib/desk';

/** Whether new orders would move the list under the clerk's eyes, pointer or focus. */
export function useReading() {
  const reasons = useRef({ scrolled: false, pointed: false, focused: false });
  const because = (change: Partial<typeof reasons.current>) => {
    Object.assign(reasons.current, change);
    orders.reading.value = Object.values(reasons.current).some(Boolean);
  };
  useEffect(() => () => because({ scrolled: false, pointed: false, focused: false }), []);
  return {
    scrolled: (scrolled: boolean) => because({ scrolled }),
    watch: {
      onPointerEnter: () => because({ pointed: true }),
      onPointerLeave: () => because({ pointed: false }),
      onFocusIn: (event: FocusEvent) => because({ focused: (event.target as HTMLElement).closest('tr[data-id]') !== null }),
      onFocusOut: () => because({ focused: false }),
    },
  };
}
