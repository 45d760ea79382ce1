import { useEffect, useRef, useState } from 'preact/hooks';

interface Props {
  action: string;
  /** What the action is done to, for those who do not see the row. */
  target: string;
  onConfirm: () => Promise<unknown>;
}

/** Asks before it acts. "Keep" takes the place of the first button, so that a double click changes nothing. */
export const ConfirmButton = ({ action, target, onConfirm }: Props) => {
  const [step, setStep] = useState<'idle' | 'asking' | 'acting'>('idle');
  const first = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (step === 'asking') keep.current?.focus();
  }, [step]);

  const back = () => {
    setStep('idle');
    queueMicrotask(() => first.current?.focus());
  };
  const act = async () => {
    setStep('acting');
    await onConfirm();
    setStep('idle');
  };

  if (step !== 'asking') {
    return (
      <button
        ref={first}
        type="button"
        class="btn btn-sm border"
        aria-label={`${action} ${target}`}
        disabled={step === 'acting'}
        onClick={() => setStep('asking')}
      >
        {action}
      </button>
    );
  }
  return (
    <span
      class="d-inline-flex flex-column-reverse flex-sm-row gap-1"
      role="group"
      aria-label={`${action} ${target}?`}
      onKeyDown={event => event.key === 'Escape' && back()}
    >
      <button type="button" class="btn btn-sm btn-danger" onClick={act}>{action}</button>
      <button ref={keep} type="button" class="btn btn-sm btn-secondary" onClick={back}>Keep</button>
    </span>
  );
};
