import { useSignal } from '@preact/signals';
import type { ProblemError } from '../../lib/server/problem';
import { listsLoad } from './staff';

/** Sends a change, one at a time, and shows the lists anew, whatever has come of it. */
export function useSaving() {
  const saving = useSignal(false);
  const failure = useSignal<ProblemError | undefined>(undefined);
  return {
    saving,
    failure,
    forgive: () => void (failure.value = undefined),
    async save(change: () => Promise<void>) {
      if (saving.peek()) return;
      saving.value = true;
      failure.value = undefined;
      await change().catch((error: ProblemError) => (failure.value = error));
      saving.value = false;
      void listsLoad.run();
    },
  };
}
