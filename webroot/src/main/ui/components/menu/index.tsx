import { type ComponentChildren, createContext } from 'preact';
import { useContext, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../icon';
import { Key } from '../key';

/** In pixels, from what opens it. */
const GAP = 4;

const Closing = createContext(() => {});

interface Props {
  label: string;
  /** What the button shows. */
  button: ComponentChildren;
  /** Classes of the button. */
  look?: string;
  /** -1 where the arrow keys lead to it. */
  tabIndex?: number;
  /** MenuItems and MenuGroups. */
  children: ComponentChildren;
}

/**
 * A button that opens a list of what can be done: a menu as described by the ARIA Authoring Practices. The arrow keys and the first
 * letters of items move in it; Esc, Tab and a click elsewhere close it.
 */
export const Menu = ({ label, button, look = 'button bare', tabIndex, children }: Props) => {
  const opener = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        ref={opener}
        type="button"
        class={look}
        tabIndex={tabIndex}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={event => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {button}
      </button>
      {open && (
        <Items id={id} label={label} opener={opener.current!} onClose={() => setOpen(false)}>{children}</Items>
      )}
    </>
  );
};

interface ItemsProps {
  id: string;
  label: string;
  opener: HTMLButtonElement;
  onClose: () => void;
  children: ComponentChildren;
}

const Items = ({ id, label, opener, onClose, children }: ItemsProps) => {
  const menu = useRef<HTMLDivElement>(null);
  const closed = useRef(onClose);
  closed.current = onClose;

  useLayoutEffect(() => {
    const shown = menu.current!;
    shown.showPopover();
    place(shown, opener);
    itemsOf(shown)[0]?.focus();
    const follow = () => place(shown, opener);
    // Closed by the browser: a click elsewhere, which the button that has opened it would take for a wish to open it again.
    const leave = (event: Event) => shown.contains(event.target as Node) || opener.contains(event.target as Node) || closed.current();
    addEventListener('pointerdown', leave, true);
    addEventListener('resize', follow);
    addEventListener('scroll', follow, true);
    return () => {
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
    switch (event.key) {
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
        if (event.key.length > 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
        next(items, at, event.key)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={menu} id={id} class="menu" popover="manual" role="menu" aria-label={label} onKeyDown={onKeyDown}>
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

interface ItemProps {
  icon?: IconName;
  keys?: string;
  danger?: boolean;
  /** Whether it is what was chosen, in a group of which one is. */
  chosen?: boolean;
  onChoose: () => void;
  children: ComponentChildren;
}

export const MenuItem = ({ icon, keys, danger, chosen, onChoose, children }: ItemProps) => {
  const close = useContext(Closing);
  return (
    <button
      type="button"
      class={`menu-item ${danger ? 'danger' : ''}`}
      role={chosen === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={chosen}
      aria-keyshortcuts={keys}
      tabIndex={-1}
      onClick={() => {
        close();
        onChoose();
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
      {chosen && <Icon name="tick" />}
      {keys && <Key keys={keys} />}
    </button>
  );
};

/** Items of which one is chosen. */
export const MenuGroup = ({ name, children }: { name: string; children: ComponentChildren }) => {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} class="menu-group">{name}</div>
      {children}
    </div>
  );
};
