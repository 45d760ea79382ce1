/** The row that something is in. */
export const rowOf = (target: EventTarget | null) => (target as HTMLElement).closest<HTMLElement>('tr[data-id]');

const isOnItsOwn = (target: HTMLElement) => target.closest('input, select, textarea, [role=menu]');

/** The keys of a table whose rows have the focus. Returns whether it was one of them. */
export function moved({ key, target, ctrlKey, altKey, metaKey }: KeyboardEvent, at: number, rows: number, page: number, goTo: (index: number) => void, open: (id: string) => void) {
  const from = target as HTMLElement;
  const row = rowOf(from);
  if (!row || ctrlKey || altKey || metaKey || isOnItsOwn(from)) return false;
  const steps: Record<string, number> = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - page, PageDown: at + page, Home: 0, End: rows - 1 };
  if (key in steps) goTo(steps[key]!);
  else if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const within = [row, ...Array.from(row.querySelectorAll<HTMLElement>('button')).filter(button => button.offsetParent)];
    within[within.indexOf(from) + (key === 'ArrowRight' ? 1 : -1)]?.focus();
  } else if (key === 'Enter' && from === row) open(row.dataset.id!);
  else return false;
  return true;
}
