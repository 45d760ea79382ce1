import { shortcuts } from '../../lib/keyboard/shortcuts';
import { enableSingleKeys, singleKeys } from '../../lib/keyboard/single-keys';
import { Check } from '../check';
import { Dialog } from '../dialog';
import { Key } from '../key';

export const ShortcutHelp = ({ onClose }: { onClose: () => void }) => (
  <Dialog title="Keyboard shortcuts" onClose={onClose}>
    <dl class="shortcuts">
      <div>
        <dt><Key keys="Escape" /></dt>
        <dd>Leave a field, so that single keys are shortcuts again</dd>
      </div>
      {shortcuts.value.map(({ keys, does }) => (
        <div key={keys}>
          <dt><Key keys={keys} /></dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
    <Check checked={singleKeys.value} onChange={event => enableSingleKeys(event.currentTarget.checked)}>Single-key shortcuts</Check>
  </Dialog>
);
