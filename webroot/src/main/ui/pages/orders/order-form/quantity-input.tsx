import type { JSX } from 'preact';
import { QUANTITY_PATTERN } from '../../../lib/orders/draft';

type Props = JSX.IntrinsicElements['input'] & {
  /** Told when Enter is pressed in it. */
  onEnter: () => void;
};

/** Ctrl+Enter is something else. */
export const isPlainEnter = ({ key, ctrlKey, metaKey }: KeyboardEvent) => key === 'Enter' && !ctrlKey && !metaKey;

/** A number field would change under the wheel of a mouse that scrolls the page. */
export const QuantityInput = ({ onEnter, ...props }: Props) => (
  <input
    class="form-control number"
    type="text"
    inputMode="numeric"
    pattern={QUANTITY_PATTERN}
    title="A whole number from 1 to 1,000,000"
    required
    autocomplete="off"
    onFocus={event => event.currentTarget.select()}
    onKeyDown={event => isPlainEnter(event) && onEnter()}
    {...props}
  />
);
