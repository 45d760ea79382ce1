import { shortcuts } from '../../lib/keyboard/shortcuts';
import { enableSingleKeys, singleKeys } from '../../lib/keyboard/single-keys';
import { Dialog } from '../dialog';

export const ShortcutHelp = ({ onClose }: { onClose: () => void }) => (
  <Dialog title="Keyboard shortcuts" onClose={onClose}>
    <dl class="shortcuts mb-0">
      <div>
        <dt><kbd>Esc</kbd></dt>
        <dd>Leave a field, so that single keys are shortcuts again</dd>
      </div>
      {shortcuts.value.map(({ keys, does }) => (
        <div key={keys}>
          <dt>{keys.split(/ |(?<=.)\+/).map(key => <kbd key={key}>{key}</kbd>)}</dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
    <label class="d-flex align-items-center gap-2 mt-3">
      <input
        class="form-check-input m-0"
        type="checkbox"
        checked={singleKeys.value}
        onChange={event => enableSingleKeys(event.currentTarget.checked)}
      />
      Single-key shortcuts
    </label>
  </Dialog>
);
