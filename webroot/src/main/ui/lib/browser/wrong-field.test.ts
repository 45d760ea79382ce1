import { expect, test, vi } from 'vitest';
import { focusWrong } from './wrong-field';

const formWith = (fields: Record<string, object>) => ({ querySelector: (selector: string) => fields[selector] ?? null }) as never;

test('the field that is wrong gets the focus, and its text is selected to be replaced', () => {
  const wrong = { focus: vi.fn(), select: vi.fn() };
  focusWrong(formWith({ '[aria-invalid="true"]': wrong }));
  expect([wrong.focus.mock.calls.length, wrong.select.mock.calls.length]).toEqual([1, 1]);
});

test('where no field is wrong, the focus stays', () => {
  expect(() => focusWrong(formWith({}))).not.toThrow();
});
