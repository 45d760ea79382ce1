import type { JSX } from 'preact';
import { QUANTITY_PATTERN } from '../../../lib/orders/draft';

type Props = JSX.IntrinsicElements['input'] & {
  /** Called when Enter is pressed in the input. */
  onEnter: () => void;
};

/** Enter without Ctrl: Ctrl+Enter places the order. */
export const isPlainEnter = ({ key, ctrlKey, metaKey }: KeyboardEvent) => key === 'Enter' && !ctrlKey && !metaKey;

/** Not a number field: scrolling the page with the mouse wheel could change its value. */
export const QuantityInput = ({ onEnter, ...props }: Props) => (
  <input
    class="form-control number"
    type="text"
    inputMode="numeric"
    pattern={QUANTITY_PATTERN}
    required
    autocomplete="off"
    onFocus={event => event.currentTarget.select()}
    onKeyDown={event => isPlainEnter(event) && onEnter()}
    {...props}
  />
);
