import { signal } from '@preact/signals';

export const message = signal<{ kind: 'success' | 'danger'; text: string } | undefined>(undefined);

export const say = (kind: 'success' | 'danger', text: string) => {
  message.value = { kind, text };
};

/** Does what the clerk asked for, and says why if it fails. */
export const attempted = (action: () => Promise<unknown>) =>
  action().catch((error: Error) => say('danger', error.message));
