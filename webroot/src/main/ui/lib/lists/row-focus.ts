const rowById = (id: string) => document.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"]`);

/** The id of the row that has the focus. */
export const focusedRowId = () => document.activeElement?.closest<HTMLElement>('tr[data-id]')?.dataset.id;

/** Focuses the row, which is drawn already. */
export const focusDrawnRow = (id: string) => rowById(id)?.focus();

/** Focuses the row as soon as it is drawn, unless a key has moved the focus elsewhere by then. */
export const focusRow = (id: string) => whenDrawn(() => focusDrawnRow(id));

/** Scrolls to the top, and focuses the first row as soon as it is drawn. */
export function focusFirstRow() {
  document.querySelector('.windowed-table')!.scrollTop = 0;
  whenDrawn(() => document.querySelector<HTMLElement>('tr[data-id]')?.focus());
}

function whenDrawn(focus: () => void) {
  const from = document.activeElement;
  requestAnimationFrame(() => (document.activeElement === from || document.activeElement === document.body) && focus());
}
