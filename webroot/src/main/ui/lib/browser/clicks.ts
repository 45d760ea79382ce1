/** A second press may be this much later, and this far away, and still be half of a double click. */
export const DOUBLE_CLICK_MILLIS = 500;
const DOUBLE_CLICK_PIXELS = 6;

const ACTIONS = 'button, a, label, input, [role=option], tr[data-id]';

const actionAt = (event: Event) => (event.target as Element).closest?.(ACTIONS);

/**
 * Two clicks are one wish, for the whole desk: the second half of a double click does nothing, whether it hits the same thing or
 * one that has slid under the pointer meanwhile. Neither does Enter while it is held down.
 */
export function heedFirstClicks(target: EventTarget) {
  let last = { at: -Infinity, x: 0, y: 0, action: undefined as Element | null | undefined };
  let surplus = false;
  const listen = (name: string, handle: (event: MouseEvent) => void) =>
    target.addEventListener(name, event => handle(event as MouseEvent), true);

  listen('mousedown', event => {
    const { timeStamp: at, clientX: x, clientY: y, detail } = event;
    const near = at - last.at < DOUBLE_CLICK_MILLIS && Math.hypot(x - last.x, y - last.y) < DOUBLE_CLICK_PIXELS;
    const action = actionAt(event);
    const slid = near && action !== last.action;
    surplus = detail > 1 || slid;
    last = { at, x, y, action: surplus ? last.action : action };
    if (slid) ignore(event); // what the first click has opened keeps the focus
    else if (surplus) event.stopImmediatePropagation(); // the browser may still select a word
  });
  listen('click', event => {
    // A click without a press comes from the keyboard, or from a label for its field.
    if (event.detail && surplus) ignore(event);
  });
  listen('keydown', event => {
    const { key, repeat } = event as unknown as KeyboardEvent;
    if (key === 'Enter' && repeat) ignore(event);
  });
  // Whoever has typed or gone back meanwhile does not double-click.
  ['keydown', 'input', 'popstate'].forEach(name => listen(name, () => (last.at = -Infinity)));
}

function ignore(event: Event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
