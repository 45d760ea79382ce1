import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

interface Props {
  value: string | number;
  /** How the value is shown; by default as it is. */
  children?: ComponentChildren;
}

/** A value that lights up for a moment when it changes. */
export const Flash = ({ value, children = value }: Props) => {
  const first = useRef(value);
  const changed = useRef(false);
  changed.current ||= value !== first.current;
  return <span key={value} translate={false} class={changed.current ? 'flash' : ''}>{children}</span>;
};
