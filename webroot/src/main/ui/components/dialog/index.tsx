import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DOUBLE_CLICK_MILLIS } from '../../lib/browser/clicks';
import { misplaced } from '../../lib/keyboard/scanner';
import { t } from '../../texts';
import { Button, IconButton } from '../button';
import { Mark } from '../mark';
import { Notice } from '../notice';

interface Props {
  title: string;
  /** A drawer opens at the side and leaves the page in view. */
  drawer?: boolean;
  /** For who comes in: narrow, below the mark of the desk. */
  door?: boolean;
  /** For two columns. */
  wide?: boolean;
  /** A drawer in the place of a part of the page; the rest of it stays usable. */
  beside?: boolean;
  /** Shown instead of the title. */
  head?: ComponentChildren;
  /** For shortcuts within it. */
  dialogRef?: RefObject<HTMLDialogElement | null>;
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
export const Dialog = ({ title, drawer, beside, door, wide, head, dialogRef, dirty, onClose, footer, children }: Props) => {
  const own = useRef<HTMLDialogElement>(null);
  const dialog = dialogRef ?? own;
  const body = useRef<HTMLDivElement>(null);
  const [id] = useState(() => `dialog-${++lastId}`);
  const [asking, setAsking] = useState(false);
  /** From when on a click on the backdrop may close it: it is not the second half of the click that has opened it. */
  const closable = useRef(Infinity);
  const pressed = useRef(false);

  useLayoutEffect(() => {
    const opened = dialog.current!;
    const open = () => (beside ? opened.show() : opened.showModal());
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
    if (!beside && document.activeElement === document.body) body.current!.focus({ preventScroll: true });
  });

  const close = () => (dirty ? setAsking(true) : onClose?.());

  return (
    <dialog
      ref={dialog}
      class={[(drawer || beside) && 'drawer', beside && 'beside', door && 'door', wide && 'wide'].filter(Boolean).join(' ')}
      aria-label={head ? title : undefined}
      aria-labelledby={head ? undefined : id}
      onCancel={event => {
        event.preventDefault();
        close();
      }}
      onMouseDown={event => (pressed.current = event.target === dialog.current && event.timeStamp > closable.current)}
      onMouseUp={event => pressed.current && event.target === dialog.current && close()}
    >
      <div class="dialog-content">
        {door && <p class="mark"><Mark /></p>}
        <header>
          {head ?? <h2 id={id}>{title}</h2>}
          {onClose && <IconButton icon="close" label={t('dialog.close')} onClick={close} />}
        </header>
        {asking && (
          <Notice
            tone="warn"
            title={t('dialog.unsaved')}
            actions={
              <>
                <Button look="danger" onClick={onClose}>{t('dialog.discard')}</Button>
                <Button onClick={() => setAsking(false)}>{t('dialog.keep')}</Button>
              </>
            }
          />
        )}
        <div role="status">
          {misplaced.value && (
            <Notice tone="warn" role="status" title={t(onClose ? 'dialog.scanned.close' : 'dialog.scanned', { text: misplaced.value })} />
          )}
        </div>
        <div ref={body} class="dialog-body" tabIndex={-1} autofocus={drawer || beside}>{children}</div>
        {footer && <footer>{footer}</footer>}
      </div>
    </dialog>
  );
};
