import type { ComponentChildren, ComponentProps, Ref } from 'preact';

type Props = Omit<ComponentProps<'input'>, 'type' | 'role' | 'children' | 'label'> & { children: ComponentChildren; inputRef?: Ref<HTMLInputElement> };

/** A box to tick, with its label. */
export const Check = ({ children, inputRef, ...input }: Props) => (
  <label class="check">
    <input ref={inputRef} type="checkbox" {...input} />
    <span>{children}</span>
  </label>
);
