import { type ComponentChildren, createContext } from 'preact';
import { useContext, useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../icon';
import { Key } from '../key';
import { soon } from '../later';

/** Closes the menu; the focus goes back to its button. */
export const Closing = createContext(() => {});

const Items = soon(() => import('./items').then(({ Items }) => Items));

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
 * letters of items move in it, the keys of items choose them; Esc, Tab and a click elsewhere close it.
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
