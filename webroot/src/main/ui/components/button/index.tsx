import type { ComponentProps, Ref } from 'preact';
import { Icon, type IconName } from '../icon';
import { Key } from '../key';

interface Look {
  /** `main` is what comes next, once in a pane; `bare` has no edge until it is pointed at; `danger` destroys; `link` stands in a text. */
  look?: 'plain' | 'main' | 'bare' | 'danger' | 'link';
  large?: boolean;
  icon?: IconName;
  /** The key that does the same, as in useShortcut(). */
  keys?: string;
  /** For giving it the focus. */
  buttonRef?: Ref<HTMLButtonElement>;
}

type Props = Look & Omit<ComponentProps<'button'>, 'icon'>;

export const Button = ({ look = 'plain', large, icon, keys, buttonRef, class: more, children, ...rest }: Props) => (
  <button ref={buttonRef} type="button" aria-keyshortcuts={keys} {...rest} class={['button', look, large && 'large', more].filter(Boolean).join(' ')}>
    {icon && <Icon name={icon} />}
    {children}
    {keys && <Key keys={keys} />}
  </button>
);

type IconProps = Omit<Props, 'icon' | 'children' | 'label' | 'large' | 'buttonRef'> & { icon: IconName; label: string };

/** A button that is as wide as its icon. */
export const IconButton = ({ icon, label, look = 'bare', keys, class: more, ...rest }: IconProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    aria-keyshortcuts={keys}
    {...rest}
    class={['button square', look, more].filter(Boolean).join(' ')}
  >
    <Icon name={icon} />
  </button>
);
