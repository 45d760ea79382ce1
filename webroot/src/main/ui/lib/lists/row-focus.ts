const rowById = (id: string) => document.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"]`);

/** The id of the row that has the focus. */
export const focusedRowId = () => document.activeElement?.closest<HTMLElement>('tr[data-id]')?.dataset.id;

/** Focuses the row, which is drawn already. */
export const focusDrawnRow = (id: string) => focusWithin(rowById(id));

/** Focuses the row as soon as it is drawn, unless a key has moved the focus elsewhere by then. */
export const focusRow = (id: string) => whenDrawn(() => focusDrawnRow(id));

/** Scrolls to the top, and focuses the first row as soon as it is drawn. */
export function focusFirstRow() {
  document.querySelector('.windowed-table')!.scrollTop = 0;
  whenDrawn(() => focusWithin(document.querySelector<HTMLElement>('tr[data-id]')));
}

function whenDrawn(focus: () => void) {
  const from = document.activeElement;
  requestAnimationFrame(() => (document.activeElement === from || document.activeElement === document.body) && focus());
}

/** Focuses the row, or its first button that is not hidden, which depends on the width of the screen. */
function focusWithin(row: HTMLElement | null) {
  const buttons = Array.from(row?.querySelectorAll('button') ?? []);
  if (row?.hasAttribute('tabindex')) row.focus();
  else buttons.find(button => button.offsetParent)?.focus();
}
