/** In a hidden tab no frame is painted, and one that is hidden later loses the frame that it has asked for. */
const HIDDEN_MILLIS = 1_000;

/** Collects what comes, and has it handled together before the next frame is painted. */
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
