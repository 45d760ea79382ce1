const INTERVAL_MILLIS = 1000;

/**
 * Runs the action now and every second, at once when the tab is looked at again, and never twice at the same time.
 * Nothing runs in a hidden tab. Gives back what ends it.
 */
export function repeatWhileVisible(action: () => Promise<void>): () => void {
  let running = false;
  const tick = async () => {
    if (running || document.hidden) return;
    running = true;
    await action();
    running = false;
  };
  const timer = setInterval(tick, INTERVAL_MILLIS);
  document.addEventListener('visibilitychange', tick);
  tick();
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}
