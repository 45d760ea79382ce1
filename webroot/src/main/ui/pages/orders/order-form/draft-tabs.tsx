import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../components/icon';
import { Key } from '../../../components/key';
import { formatCents } from '../../../lib/format/money';
import { ALT_DIGIT, useShortcut } from '../../../lib/keyboard/shortcuts';
import type { Draft } from '../../../lib/orders/draft';
import { t } from '../../../texts';
import { drafts, liveLinesOf, nameOf, priceOf } from './placing';

export const DRAFT_PANEL = 'draft';
export const ACTIVE_TAB = 'draft-tab';

interface Props {
  /** Where the focus goes in a draft that is opened. */
  picker: RefObject<HTMLInputElement | null>;
}

/** With more of them, a tab says no more than its number and name. */
const FEW = 4;

/** The orders that are entered side by side. They are pages of one form, so the keys of a tab list apply: arrows move, Tab leaves. */
export const DraftTabs = ({ picker }: Props) => {
  const opened = useRef(false);
  const list = useRef<HTMLDivElement>(null);
  const active = drafts.active.value;
  const next = drafts.next.value;
  const many = drafts.all.value.length > FEW;
  const open = (number: number) => {
    opened.current = drafts.open(number) && drafts.active.peek() !== active;
    if (!opened.current) picker.current?.focus();
  };
  useShortcut(ALT_DIGIT, t('draft.keys'), digit => open(Number(digit)));
  // Only when the form shows the other draft: its fields are other ones.
  useLayoutEffect(() => {
    if (opened.current) picker.current?.focus();
    opened.current = false;
  }, [active]);

  const step = (event: KeyboardEvent) => {
    const tabs = [...list.current!.querySelectorAll<HTMLElement>('[role=tab]')];
    const at = tabs.indexOf(event.target as HTMLElement);
    const to = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: (at || tabs.length) - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    tabs[to]!.focus();
  };

  return (
    <div class="drafts">
      <div ref={list} class="draft-tabs" data-many={many} role="tablist" aria-label={t('draft.list')} onKeyDown={step}>
        {drafts.all.value.map(draft => (
          <Tab key={draft.id} draft={draft} isActive={draft === active} hasRoom={!many} onOpen={() => open(draft.number)} />
        ))}
      </div>
      {next !== undefined && (
        <button type="button" class="draft-tab" aria-keyshortcuts={keysOf(next)} onClick={() => open(next)}>
          <Key keys={keysOf(next)} />
          <Icon name="add" />
          <span class="visually-hidden">{t('order.new')}</span>
        </button>
      )}
    </div>
  );
};

interface TabProps {
  draft: Draft;
  isActive: boolean;
  hasRoom: boolean;
  onOpen: () => void;
}

const Tab = ({ draft, isActive, hasRoom, onOpen }: TabProps) => {
  const tab = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (isActive) tab.current!.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isActive]);
  return (
    <button
      ref={tab}
      type="button"
      role="tab"
      id={isActive ? ACTIVE_TAB : undefined}
      aria-controls={isActive ? DRAFT_PANEL : undefined}
      class="draft-tab"
      aria-selected={isActive}
      aria-keyshortcuts={keysOf(draft.number)}
      tabIndex={isActive ? 0 : -1}
      onClick={onOpen}
    >
      <Key keys={hasRoom ? keysOf(draft.number) : String(draft.number)} />
      <span class="draft-name" translate={false}>{nameOf(draft)}</span>
      <span class="draft-facts"><Facts draft={draft} isActive={isActive} /></span>
    </button>
  );
};

/** The sum of the active one stands in the form. */
const Facts = ({ draft, isActive }: Pick<TabProps, 'draft' | 'isActive'>) => {
  const outcome = draft.outcome.value;
  if (outcome === 'placing') return <>{t('draft.placing')}</>;
  if (outcome) return <span class="draft-trouble">{t(`draft.${outcome}`)}</span>;
  const n = draft.lines.value.length;
  if (!n) return null;
  if (isActive) return <>{t('order.count', { n })}</>;
  const total = priceOf(liveLinesOf(draft))?.total;
  return <>{n}{total !== undefined && <> · {formatCents(total)}</>}</>;
};

const keysOf = (number: number) => `Alt+${number}`;
