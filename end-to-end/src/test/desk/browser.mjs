// A real browser: the one that QUICKSELL_BROWSER names, else the packed one (Linux x64), else one of this machine.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const WINDOWS_FOLDERS = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map(name => process.env[name]).filter(Boolean);
const USUAL_PLACES = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: WINDOWS_FOLDERS.flatMap(folder => [
    join(folder, 'Google/Chrome/Application/chrome.exe'),
    join(folder, 'Chromium/Application/chrome.exe'),
    join(folder, 'Microsoft/Edge/Application/msedge.exe'),
  ]),
  linux: [
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
};

/** A name of this machine that is no secure origin to the browser, as a desk in a LAN is. */
export const LAN_NAME = 'desk.lan';
const ARGUMENTS = [`--host-resolver-rules=MAP ${LAN_NAME} 127.0.0.1`];
// The packed one has no setuid sandbox beside it, and in a container there is no GPU.
const PACKED_ARGUMENTS = ['--no-sandbox', '--no-zygote', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** Opens a browser, hands it to the action, and leaves nothing behind. */
export async function withBrowser(action) {
  // The packed browser is unpacked here, and would reuse whatever lay in a folder that others can write to.
  const folder = mkdtempSync(join(tmpdir(), 'quicksell-browser-'));
  process.env.TMPDIR = folder;
  try {
    const browser = await chromium.launch(await found());
    try {
      await action(browser);
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function found() {
  if (process.env.QUICKSELL_BROWSER) {
    return { executablePath: process.env.QUICKSELL_BROWSER, args: ARGUMENTS };
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: packed } = await import('@sparticuz/chromium');
    return { executablePath: await packed.executablePath(), args: [...PACKED_ARGUMENTS, ...ARGUMENTS] };
  }
  const executablePath = USUAL_PLACES[process.platform]?.find(existsSync);
  if (!executablePath) {
    console.error('No Chrome, Chromium or Edge found: set QUICKSELL_BROWSER to the path of one.');
    process.exit(1);
  }
  return { executablePath, args: ARGUMENTS };
}
