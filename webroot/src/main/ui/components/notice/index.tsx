import type { ComponentChildren, Ref } from 'preact';
import { Icon } from '../icon';

interface Props {
  /** `bad`: it could not be done; `warn`: it needs a decision; `calm`: it is good to know. */
  tone: 'bad' | 'warn' | 'calm';
  /** What happened. */
  title: ComponentChildren;
  /** More about it. */
  children?: ComponentChildren;
  /** The ways out, as buttons. */
  actions?: ComponentChildren;
  /** `alert` is read out at once; `status` when the reader has time. */
  role?: 'alert' | 'status';
  /** For giving it the focus. */
  noticeRef?: Ref<HTMLDivElement>;
}

/** Says beside its cause what happened, and offers the way out. */
export const Notice = ({ tone, title, children, actions, role = 'alert', noticeRef }: Props) => (
  <div ref={noticeRef} class={`notice ${tone}`} role={role} tabIndex={noticeRef ? -1 : undefined}>
    {tone !== 'calm' && <Icon name={tone === 'bad' ? 'fault' : 'warning'} />}
    <p class="notice-title">{title}</p>
    {children}
    {actions && <div class="actions">{actions}</div>}
  </div>
);
