import { tx } from '../../texts';

/** Behind what was done: who did it, if somebody is known. */
export const By = ({ who }: { who?: string }) => (who ? <> {tx('by', { who: <span class="quiet" translate={false}>{who}</span> })}</> : null);
