import { useSignal } from '@preact/signals';
import { useFocusOnWrong } from '../../lib/browser/wrong-field';
import type { ProblemError } from '../../lib/server/problem';
import { listsLoad } from './staff';

/** Sends a change, one at a time, focuses the field of `form` that is wrong, and shows the lists anew, whatever has come of it. */
export function useSaving() {
  const saving = useSignal(false);
  const failure = useSignal<ProblemError | undefined>(undefined);
  const form = useFocusOnWrong(failure.value);
  return {
    form,
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
