import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DOUBLE_CLICK_MILLIS } from '../../lib/browser/clicks';
import { misplaced } from '../../lib/keyboard/scanner';
import { Button, IconButton } from '../button';
import { Notice } from '../notice';

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
        <header>
          <h2 id={id}>{title}</h2>
          {onClose && <IconButton icon="close" label="Close" onClick={close} />}
        </header>
        {asking && (
          <Notice
            tone="warn"
            title="What you entered is not saved."
            actions={
              <>
                <Button look="danger" onClick={onClose}>Discard it</Button>
                <Button onClick={() => setAsking(false)}>Keep editing</Button>
              </>
            }
          />
        )}
        <div role="status">
          {misplaced.value && (
            <Notice tone="warn" role="status" title={`“${misplaced.value}” was scanned. ${onClose ? 'Close this window first: nothing' : 'Nothing'} takes it here.`} />
          )}
        </div>
        <div ref={body} class="dialog-body" tabIndex={-1}>{children}</div>
        {footer && <footer>{footer}</footer>}
      </div>
    </dialog>
  );
};
