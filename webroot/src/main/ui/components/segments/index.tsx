import type { ComponentChildren } from 'preact';

interface Props<T extends string> {
  name: string;
  /** What is chosen here; screen readers read it out. */
  legend: string;
  options: Record<T, ComponentChildren>;
  chosen: T;
  onChoose: (option: T) => void;
}

/** One of few, side by side. */
export const Segments = <T extends string>({ name, legend, options, chosen, onChoose }: Props<T>) => (
  <fieldset class="segments">
    <legend class="visually-hidden">{legend}</legend>
    {(Object.keys(options) as T[]).map(option => (
      <label key={option}>
        <input id={`${name}-${option}`} type="radio" name={name} checked={option === chosen} onChange={() => onChoose(option)} />
        {options[option]}
      </label>
    ))}
  </fieldset>
);
