import { shortcuts } from '../../lib/shortcuts';
import { Dialog } from '../dialog';

export const ShortcutHelp = ({ onClose }: { onClose: () => void }) => (
  <Dialog title="Keyboard shortcuts" onClose={onClose}>
    <dl class="shortcuts mb-0">
      {shortcuts.value.map(({ keys, does }) => (
        <div key={keys}>
          <dt>{keys.split(/[ +]/).map(key => <kbd key={key}>{key}</kbd>)}</dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  </Dialog>
);
