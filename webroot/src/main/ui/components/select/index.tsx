import type { ComponentChildren } from 'preact';

interface Props {
  id: string;
  label: string;
  /** By what is chosen: what stands there. */
  options: Record<string, string>;
  value: string;
  onChoose: (option: string) => void;
  hint?: ComponentChildren;
  /** Whether the options are names, which nobody should translate. */
  named?: boolean;
}

/** One of many, for a dialog; few stand side by side as Segments. */
export const Select = ({ id, label, options, value, onChoose, hint, named }: Props) => (
  <div>
    <label class="field-label" for={id}>{label}</label>
    <div class="field large" translate={!named}>
      <select id={id} value={value} onChange={event => onChoose(event.currentTarget.value)} aria-describedby={hint ? `${id}-said` : undefined}>
        {Object.entries(options).map(([option, words]) => <option key={option} value={option}>{words}</option>)}
      </select>
    </div>
    <div id={`${id}-said`} class="said" translate={!named}>{hint}</div>
  </div>
);
