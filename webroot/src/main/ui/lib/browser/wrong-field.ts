import { useLayoutEffect, useRef } from 'preact/hooks';

/** Focuses the first field that is drawn as wrong, when another failure is drawn. Returns the reference for the form. */
export function useFocusOnWrong(failure: Error | undefined) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (failure) focusWrong(form.current!);
  }, [failure]);
  return form;
}

export function focusWrong(form: Pick<ParentNode, 'querySelector'>) {
  const wrong = form.querySelector<HTMLInputElement>('[aria-invalid="true"]');
  wrong?.focus();
  wrong?.select();
}
