import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Closing } from '.';

/** In pixels, from what opens it. */
const GAP = 4;

interface ItemsProps {
  id: string;
  label: string;
  opener: HTMLButtonElement;
  onClose: () => void;
  children: ComponentChildren;
}

/** What is in a menu that is open. */
export const Items = ({ id, label, opener, onClose, children }: ItemsProps) => {
  const menu = useRef<HTMLDivElement>(null);
  const closed = useRef(onClose);
  closed.current = onClose;

  useLayoutEffect(() => {
    const shown = menu.current!;
    shown.showPopover();
    shown.focus();
    const follow = () => {
      place(shown, opener);
      if (document.activeElement === shown) itemsOf(shown)[0]?.focus();
    };
    follow();
    const filled = new ResizeObserver(follow); // with what is loaded only now
    filled.observe(shown);
    // Closed by the browser: a click elsewhere, which the button that has opened it would take for a wish to open it again.
    const leave = (event: Event) => shown.contains(event.target as Node) || opener.contains(event.target as Node) || closed.current();
    addEventListener('pointerdown', leave, true);
    addEventListener('resize', follow);
    addEventListener('scroll', follow, true);
    return () => {
      filled.disconnect();
      removeEventListener('pointerdown', leave, true);
      removeEventListener('resize', follow);
      removeEventListener('scroll', follow, true);
    };
  }, []);

  const close = () => {
    opener.focus();
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const items = itemsOf(menu.current!);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const meant = !modified && items.find(item => item.getAttribute('aria-keyshortcuts') === event.key);
    if (meant) meant.click();
    else switch (event.key) {
      case 'ArrowDown':
        items[(at + 1) % items.length]?.focus();
        break;
      case 'ArrowUp':
        items.at(at - 1)?.focus();
        break;
      case 'Home':
        items[0]?.focus();
        break;
      case 'End':
        items.at(-1)?.focus();
        break;
      case 'Escape':
      case 'Tab':
        close();
        break;
      default:
        if (event.key.length > 1 || event.key === ' ' || modified) return;
        next(items, at, event.key)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={menu} id={id} class="menu" popover="manual" role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
      <Closing.Provider value={close}>{children}</Closing.Provider>
    </div>
  );
};

const itemsOf = (menu: HTMLElement) => Array.from(menu.querySelectorAll<HTMLElement>('.menu-item:not(:disabled)'));

/** The next item that begins with this letter. */
const next = (items: HTMLElement[], at: number, letter: string) =>
  [...items.slice(at + 1), ...items.slice(0, at + 1)].find(item => item.textContent!.toLowerCase().startsWith(letter.toLowerCase()));

/** Below what opens it, with the same end; above it where there is no room. */
function place(menu: HTMLElement, opener: HTMLElement) {
  const { top, bottom, right } = opener.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  const below = bottom + GAP;
  const y = below + offsetHeight <= innerHeight ? below : Math.max(GAP, top - GAP - offsetHeight);
  menu.style.top = `${y}px`;
  menu.style.left = `${Math.max(GAP, Math.min(right - offsetWidth, innerWidth - offsetWidth - GAP))}px`;
}
