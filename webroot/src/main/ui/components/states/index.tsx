import type { ComponentChildren } from 'preact';
import type { ProblemError } from '../../lib/server/problem';
import { t } from '../../texts';
import { Button } from '../button';
import { Notice } from '../notice';

interface SkeletonProps {
  columns: number;
  /** The classes of each column, so that a small screen hides the same columns. */
  looks?: readonly (string | undefined)[];
  rows?: number;
}

/** Placeholder rows while the real ones are being loaded. */
export const SkeletonRows = ({ columns, looks = [], rows = 8 }: SkeletonProps) => (
  <>
    {Array.from({ length: rows }, (_, row) => (
      <tr key={row} aria-hidden="true">
        {Array.from({ length: columns }, (_, column) => (
          <td key={column} class={looks[column]}><span class="bone" /></td>
        ))}
      </tr>
    ))}
  </>
);

interface EmptyProps {
  /** "No products yet", or "No product is named like that". */
  title: string;
  /** What to do about it: a button that adds the first item, or one that clears the filters. */
  children?: ComponentChildren;
}

export const Empty = ({ title, children }: EmptyProps) => (
  <div class="empty">
    <p>{title}</p>
    {children}
  </div>
);

interface ErrorProps {
  error: ProblemError;
  retry?: () => unknown;
}

export const ErrorNotice = ({ error, retry }: ErrorProps) => (
  <Notice tone="bad" title={error.message} actions={retry && !error.isDefinite && <Button onClick={retry}>{t('message.retry')}</Button>}>
    {error.requestId && <p class="hint">{t('fault.request', { id: error.requestId })}</p>}
  </Notice>
);
