import { useRef } from 'preact/hooks';

/** A value that lights up for a moment when it changes. */
export const Flash = ({ value }: { value: string | number }) => {
  const first = useRef(value);
  const changed = useRef(false);
  changed.current ||= value !== first.current;
  return <span key={value} class={changed.current ? 'flash' : ''}>{value}</span>;
};
