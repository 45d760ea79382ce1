/**
 * A browser that translates the page puts a <font> in the place of each text, and the desk would go on to change a text that nobody
 * sees. Each text is put back, empty, before its translation; when the desk changes or removes it, the translation goes.
 */
export function surviveTranslation(page: Node) {
  const translations = new WeakMap<Node, ChildNode>();
  const used = new WeakSet<Node>();
  const observer = new MutationObserver(changes => {
    for (const { type, target, removedNodes, addedNodes, previousSibling, nextSibling } of changes) {
      if (type === 'characterData') translations.get(target)?.remove();
      for (const text of removedNodes) {
        if (text.nodeType !== Node.TEXT_NODE || text.isConnected) continue;
        const font = [...addedNodes, previousSibling, nextSibling].find(node => node?.nodeName === 'FONT' && node.isConnected && !used.has(node));
        if (font) {
          used.add(font);
          translations.set(text, font as ChildNode);
          (font as ChildNode).before(text);
          (text as Text).data = '';
        } else translations.get(text)?.remove();
      }
    }
    observer.takeRecords(); // of what was done here
  });
  observer.observe(page, { childList: true, characterData: true, subtree: true });
}
