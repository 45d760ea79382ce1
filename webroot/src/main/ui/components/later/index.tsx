import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { complain } from '../../lib/messages/toast';
import { laterTexts, t } from '../../texts';

/** When the page itself is there. */
const SOON_MILLIS = 500;

export const loadAnew = () => location.reload();

/**
 * Says that a file is not there: the connection was gone, or the desk has been upgraded since the page was loaded. A browser asks only once
 * for a file of scripts, so there is no retry but the page's.
 */
export const missing = () => void complain(new Error(t('later.missing')), loadAnew, t('later.anew'));

/** Loads a part of the desk, which has texts that the first page did not need. */
export const withTexts = <T,>(load: () => Promise<T>): Promise<T> => laterTexts().then(load);

/**
 * A component in a file of its own, which the browser loads when it is drawn for the first time, or before that with `ahead`.
 *
 * @param Missing is drawn as long as that fails; by default there is a message
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, Missing?: ComponentType) {
  const failed = signal(false);
  const loaded = signal<ComponentType<P> | undefined>(undefined);
  const fetched = async () => {
    loaded.value ??= await withTexts(load);
  };
  const draw = () =>
    fetched().catch(() => {
      failed.value = true;
      if (!Missing) missing();
    });
  const Later = (props: P) => {
    useEffect(() => void draw(), []);
    const Loaded = loaded.value;
    if (Loaded) return <Loaded {...props} />;
    return Missing && failed.value ? <Missing /> : null;
  };
  return Object.assign(Later, {
    /** Has it there before it is needed, if that is possible just now. */
    ahead: () => void fetched().catch(() => {}),
  });
}

/** The same, there as soon as the page itself is. */
export function soon<P extends object>(load: () => Promise<ComponentType<P>>) {
  const Soon = later(load);
  setTimeout(Soon.ahead, SOON_MILLIS);
  return Soon;
}
