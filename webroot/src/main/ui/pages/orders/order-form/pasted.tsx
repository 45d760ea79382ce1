import { Button } from '../../../components/button';
import { Notice } from '../../../components/notice';
import { t } from '../../../texts';
import { pasted } from './pasting';

/** What of the pasted lines was not added, and why. */
export const Pasted = ({ onDone }: { onDone: () => void }) => {
  const { added, left, cut } = pasted.value!;
  const close = () => {
    pasted.value = undefined;
    onDone();
  };
  return (
    <Notice tone="warn" role="status" title={t('order.pasted', { added, n: added + left.length })} actions={<Button onClick={close}>{t('order.pasted.close')}</Button>}>
      <ul translate={false}>
        {left.map(({ text, why }, n) => <li key={n}>{text}: {why}</li>)}
      </ul>
      {cut > 0 && <p>{t('order.pasted.cut', { n: cut })}</p>}
    </Notice>
  );
};
