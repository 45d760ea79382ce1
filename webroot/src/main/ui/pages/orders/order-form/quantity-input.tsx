import type { JSX } from 'preact';
import { QUANTITY_PATTERN } from '../../../lib/orders/draft';

type Props = JSX.IntrinsicElements['input'] & {
  /** Called when Enter is pressed in the input. */
  onEnter: () => void;
  /** Called when Esc is pressed in the input. */
  onEscape: () => void;
};

/** Enter without Ctrl: Ctrl+Enter places the order. */
export const isPlainEnter = ({ key, ctrlKey, metaKey }: KeyboardEvent) => key === 'Enter' && !ctrlKey && !metaKey;

/** Not a number field: scrolling the page with the mouse wheel could change its value. */
export const QuantityInput = ({ onEnter, onEscape, onKeyDown, ...props }: Props) => (
  <input
    type="text"
    inputMode="numeric"
    pattern={QUANTITY_PATTERN}
    required
    autocomplete="off"
    onFocus={event => event.currentTarget.select()}
    onKeyDown={event => {
      if (isPlainEnter(event)) onEnter();
      else if (event.key === 'Escape') onEscape();
      else return onKeyDown?.(event);
      event.preventDefault();
    }}
    {...props}
  />
);
