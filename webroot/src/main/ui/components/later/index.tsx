import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { complain } from '../../lib/messages/toast';

/** When the page itself is there. */
const SOON_MILLIS = 500;

/** A component in a file of its own, which the browser loads when it is drawn for the first time, or before that with `ahead`. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  const loaded = signal<ComponentType<P> | undefined>(undefined);
  const fetched = async () => {
    loaded.value ??= await load();
  };
  const draw = () => fetched().catch(() => complain(new Error('A part of the desk could not be loaded. If that goes on, load the page anew.'), draw));
  const Later = (props: P) => {
    useEffect(() => void draw(), []);
    const Loaded = loaded.value;
    return Loaded ? <Loaded {...props} /> : null;
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
