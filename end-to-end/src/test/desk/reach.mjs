// Whether a page can be seen and used in whole, however it is shown.
import assert from 'node:assert/strict';

/** Every control of what is in front can be brought into view, nothing covers it there, and one sees that it has the focus; a region that scrolls shows it by its rows. */
export async function allCanBeReached(page, when) {
  await page.keyboard.press('Shift'); // or what has the focus would be taken for clicked, and show no ring
  const faults = await page.evaluate(async () => {
    const front = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    const popover = [...document.querySelectorAll(':popover-open')].at(-1);
    const controls = [...front.querySelectorAll('a[href], button, input, select, textarea, [tabindex="0"]')].filter(
      element => !element.disabled && element.tabIndex >= 0 && !element.closest('[inert], [hidden]') && (!popover || popover.contains(element)) && element.checkVisibility(),
    );
    const name = element => element.cloneNode().outerHTML.slice(0, 160);
    const look = element =>
      ['outlineStyle', 'outlineWidth', 'boxShadow', 'borderColor', 'backgroundColor', 'clipPath', 'opacity', 'textDecorationLine'].map(what => getComputedStyle(element)[what]).join();
    const looks = element => {
      const around = [];
      for (let one = element; one && one !== front && around.length < 4; one = one.parentElement) around.push(one);
      // The bar of a row stands in its first cell.
      const within = element.matches('tr') ? [element.firstElementChild] : [];
      return [...around, ...within, ...(element.labels ?? [])].map(look).join('\n');
    };
    const had = document.activeElement;
    const faults = [];
    for (const control of controls.slice(0, 80)) {
      had?.blur();
      document.activeElement.blur();
      const before = looks(control);
      control.focus();
      if (document.activeElement !== control) continue;
      if (looks(control) === before && !control.matches('[role=region]')) faults.push(`no focus seen: ${name(control)}`);
      control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const shown = control.matches('input') && getComputedStyle(control).opacity === '0' && control.labels?.[0] ? control.labels[0] : control;
      const { left, right, top, bottom, width, height } = shown.getBoundingClientRect();
      const [x, y] = [Math.max(left, 0) / 2 + Math.min(right, innerWidth) / 2, Math.max(top, 0) / 2 + Math.min(bottom, innerHeight) / 2];
      const hit = document.elementFromPoint(x, y);
      if (left < -1 || right > innerWidth + 1) faults.push(`sticks out to the side, ${Math.round(left)} to ${Math.round(right)}: ${name(control)}`);
      else if (top < -1 || (bottom > innerHeight + 1 && height < innerHeight)) faults.push(`cannot be scrolled into view, ${Math.round(top)} to ${Math.round(bottom)}: ${name(control)}`);
      else if (!width || !height) faults.push(`has no size: ${name(control)}`);
      // What floats is gone once another control has the focus.
      else if (!(hit && (hit.closest('.picker-list') || shown.contains(hit) || hit.contains(shown) || hit.closest('label')?.control === control))) faults.push(`is covered by ${hit && name(hit)}: ${name(control)}`);
    }
    had?.focus({ preventScroll: true });
    return faults.slice(0, 6);
  });
  assert.deepEqual(faults, [], when);
}

/** Nothing is beyond the sides of the window, but in what scrolls by itself. */
export async function nothingSticksOut(page, when) {
  const faults = await page.evaluate(() => {
    const name = element => element.cloneNode().outerHTML.slice(0, 160);
    const { scrollWidth, clientWidth } = document.documentElement;
    const out = element => {
      const { left, right, width, height } = element.getBoundingClientRect();
      return width && height && (right > innerWidth + 1 || left < -1);
    };
    const scrolls = element => element && (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || getComputedStyle(element).clipPath !== 'none' || scrolls(element.parentElement));
    const beyond = [...document.body.querySelectorAll('*')].filter(element => out(element) && element.checkVisibility({ opacityProperty: true }) && !scrolls(element));
    return [...(scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : []), ...beyond.slice(0, 5).map(name)];
  });
  assert.deepEqual(faults, [], when);
}

/** In every table and list of lines, no cell runs into another one, and no number is cut or broken. */
export async function rowsHold(page, when) {
  const faults = await page.evaluate(() => {
    const faults = [];
    const said = element => `"${element.textContent.trim().slice(0, 40)}" <${element.tagName.toLowerCase()} class="${element.className}">`;
    const textBox = element => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width && height);
      return boxes.length && { left: Math.min(...boxes.map(b => b.left)), right: Math.max(...boxes.map(b => b.right)), top: Math.min(...boxes.map(b => b.top)), bottom: Math.max(...boxes.map(b => b.bottom)) };
    };
    for (const row of document.querySelectorAll('tr')) {
      if (!row.checkVisibility() || !row.offsetHeight) continue;
      const cells = [...row.cells].filter(cell => cell.checkVisibility() && cell.offsetWidth);
      const boxes = cells.map(cell => ({ cell, box: cell.getBoundingClientRect(), text: cell.matches('.n') && !cell.querySelector('input') && textBox(cell) }));
      for (const [n, one] of boxes.entries()) {
        for (const other of boxes.slice(n + 1)) {
          const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
          const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
          if (wide > 1 && high > 1) faults.push(`${said(one.cell)} and ${said(other.cell)} overlap by ${Math.round(wide)} px`);
        }
        if (!one.text) continue;
        for (const { cell, box } of boxes) {
          if (cell === one.cell) continue;
          const wide = Math.min(one.text.right, box.right) - Math.max(one.text.left, box.left);
          const high = Math.min(one.text.bottom, box.bottom) - Math.max(one.text.top, box.top);
          if (wide > 1 && high > 1) faults.push(`the number ${said(one.cell)} runs ${Math.round(wide)} px into ${said(cell)}`);
        }
      }
    }
    const cutting = element => /hidden|clip/.test(getComputedStyle(element).overflowX);
    for (const number of document.querySelectorAll('.n, .no, .t, .total, .sum, .figure, [class*=total]')) {
      if (!number.checkVisibility() || !number.textContent.trim()) continue;
      for (let one = number; one && one !== document.body; one = one.parentElement) {
        if (one !== number && one.matches('tr, dialog, section, form, table')) break;
        if (cutting(one) && one.scrollWidth > one.clientWidth + 1) {
          faults.push(`the number ${said(number)} is cut: ${one.scrollWidth} of ${one.clientWidth} px`);
          break;
        }
      }
    }
    for (const field of document.querySelectorAll('input[inputmode=numeric], input[inputmode=decimal]')) {
      if (field.checkVisibility() && field.scrollWidth > field.clientWidth + 1) faults.push(`the number ${field.value} is cut: ${field.scrollWidth} of ${field.clientWidth} px`);
    }
    return [...new Set(faults)].slice(0, 12);
  });
  assert.deepEqual(faults, [], when);
}
