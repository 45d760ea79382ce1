import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DOUBLE_CLICK_MILLIS } from '../../lib/browser/clicks';
import { misplaced } from '../../lib/keyboard/scanner';

interface Props {
  title: string;
  /** A drawer opens at the side and leaves the page in view. */
  drawer?: boolean;
  /** Whether closing would lose something; the clerk is then asked first. */
  dirty?: boolean;
  /** Has to remove the dialog: it is open for as long as it is mounted. Without it, nobody can close the dialog. */
  onClose?: () => void;
  /** The buttons. The browser focuses the element with `autofocus`, or else the first one that can have the focus. */
  footer?: ComponentChildren;
  children: ComponentChildren;
}

let lastId = 0;

/**
 * Keeps the focus inside, even when the element that had it goes away. Gives it back when the dialog is removed, as the browser's
 * own dialog does.
 */
export const Dialog = ({ title, drawer, dirty, onClose, footer, children }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [id] = useState(() => `dialog-${++lastId}`);
  const [asking, setAsking] = useState(false);
  /** From when on a click on the backdrop may close it: it is not the second half of the click that has opened it. */
  const closable = useRef(Infinity);
  const pressed = useRef(false);

  useLayoutEffect(() => {
    const opened = dialog.current!;
    const open = () => opened.showModal();
    open();
    closable.current = performance.now() + DOUBLE_CLICK_MILLIS;
    // A browser closes it at a second Esc even if the first was prevented, but only onClose() may remove it.
    opened.addEventListener('close', open);
    return () => {
      opened.removeEventListener('close', open);
      opened.close();
      misplaced.value = '';
    };
  }, []);

  useLayoutEffect(() => {
    if (document.activeElement === document.body) body.current!.focus({ preventScroll: true });
  });

  const close = () => (dirty ? setAsking(true) : onClose?.());

  return (
    <dialog
      ref={dialog}
      class={drawer ? 'drawer' : ''}
      aria-labelledby={id}
      onCancel={event => {
        event.preventDefault();
        close();
      }}
      onMouseDown={event => (pressed.current = event.target === dialog.current && event.timeStamp > closable.current)}
      onMouseUp={event => pressed.current && event.target === dialog.current && close()}
    >
      <div class="dialog-content">
        <header class="d-flex align-items-center gap-2 p-3 border-bottom">
          <h2 id={id} class="h5 mb-0 flex-grow-1 text-break">{title}</h2>
          {onClose && <button type="button" class="btn-close" aria-label="Close" onClick={close} />}
        </header>
        {asking && (
          <div class="alert alert-warning d-flex flex-wrap align-items-center gap-2 m-3 mb-0" role="alert">
            <span class="flex-grow-1">What you entered is not saved.</span>
            <button type="button" class="btn btn-sm btn-danger" onClick={onClose}>Discard it</button>
            <button type="button" class="btn btn-sm btn-secondary" onClick={() => setAsking(false)}>Keep editing</button>
          </div>
        )}
        <div role="status">
          {misplaced.value && (
            <div class="alert alert-warning m-3 mb-0">“{misplaced.value}” was scanned. {onClose ? 'Close this window first: nothing' : 'Nothing'} takes it here.</div>
          )}
        </div>
        <div ref={body} class="dialog-body p-3" tabIndex={-1}>{children}</div>
        {footer && <footer class="d-flex flex-wrap justify-content-end gap-2 p-3 border-top">{footer}</footer>}
      </div>
    </dialog>
  );
};
