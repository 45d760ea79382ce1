/** A hidden tab paints no frames, and a tab that becomes hidden loses the frame that it requested. */
const HIDDEN_MILLIS = 1_000;

/** Collects items and handles them together before the next frame is painted. */
export function perFrame<T>(handle: (items: T[]) => void): (items: T[]) => void {
  let waiting: T[] = [];
  const flush = () => {
    const items = waiting;
    waiting = [];
    if (items.length) handle(items);
  };
  return items => {
    if (!waiting.length) {
      requestAnimationFrame(flush);
      setTimeout(flush, HIDDEN_MILLIS);
    }
    waiting.push(...items);
  };
}
