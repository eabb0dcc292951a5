import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { npm, root } from '../../bin/npm.mjs';

/** A Chromium or Chrome on this machine, and what it needs in its environment. */
interface Installed {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The headless Chromium that npm carries for Linux on x64, with the libraries and the font it needs. */
const CARRIER = '@sparticuz/chromium';
const CARRIER_VERSION = '153.0.0';

/** Opens the browser of this machine, or one brought for the tests. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await browser();
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    env: { ...(process.env as Record<string, string>), ...env },
    // Root may not use the sandbox; small /dev/shm of containers is not enough for big pages.
    args: ['--disable-dev-shm-usage', ...(isRoot || env.LD_LIBRARY_PATH ? ['--no-sandbox'] : [])],
  });
}

/**
 * Finds the browser, or brings one: from npm into `.node/`, which leaves the machine as it is, else, as root on Debian or
 * Ubuntu, its own package. Throws with what to do when neither is possible.
 */
export async function browser(): Promise<Installed> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (works(named)) return { executablePath: named, env: {} };
    throw new Error(`CHROMIUM_PATH is ${named}, which does not run. Set it to a Chromium or Chrome, or unset it.`);
  }
  const there = usualPlaces().find((path) => existsSync(path) && works(path));
  if (there) return { executablePath: there, env: {} };
  const brought = (await bringFromNpm()) ?? bringFromDebian();
  if (brought) return brought;
  throw new Error(
    'There is no browser for the tests, and none could be brought. Install Chromium or Chrome (on macOS: "brew install ' +
      '--cask chromium"), or set CHROMIUM_PATH to one.',
  );
}

function usualPlaces(): string[] {
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    const programs = ['Google/Chrome', 'Chromium', 'Microsoft/Edge'].map((name) => `${name}/Application`);
    return folders.flatMap((folder) =>
      folder ? programs.flatMap((name) => ['chrome.exe', 'msedge.exe'].map((exe) => join(folder, name, exe))) : [],
    );
  }
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      names.map((name) => join(folder, `${name}.app/Contents/MacOS/${name}`)),
    );
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Whether it starts: on Ubuntu /usr/bin/chromium-browser may only tell to install something else. */
function works(path: string, env: Installed['env'] = {}): boolean {
  if (process.platform === 'win32') return existsSync(path); // there, asking for the version opens a window
  const tried = spawnSync(path, ['--version'], { env: { ...process.env, ...env }, timeout: 30_000, encoding: 'utf8' });
  return tried.status === 0 && /\d+\.\d+\.\d+/.test(tried.stdout);
}

async function bringFromNpm(): Promise<Installed | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const place = join(root, '.node', `chromium-${CARRIER_VERSION}`);
  const unpacked = join(place, 'unpacked');
  const installed: Installed = {
    executablePath: join(unpacked, 'chromium'),
    env: { LD_LIBRARY_PATH: join(unpacked, 'al2023/lib'), FONTCONFIG_FILE: join(unpacked, 'fonts.conf') },
  };
  const isComplete = join(unpacked, 'fonts.conf'); // written last
  if (existsSync(isComplete)) return installed;
  rmSync(place, { recursive: true, force: true });
  try {
    const where = ['--prefix', place, '--no-save', '--no-package-lock', '--ignore-scripts'];
    await npm('Bringing a browser for the tests', ['install', ...where, `${CARRIER}@${CARRIER_VERSION}`]);
    mkdirSync(unpacked, { recursive: true });
    // The package unpacks itself into the temporary directory, with its libraries when it believes to be in a cloud.
    const unpack = `import(${JSON.stringify(CARRIER)}).then(({ default: chromium }) => chromium.executablePath())`;
    const env = { ...process.env, TMPDIR: unpacked, VERCEL: '1' };
    spawnSync(process.execPath, ['--eval', unpack], { cwd: place, env, stdio: ['ignore', 'ignore', 'inherit'] });
    writeFileSync(isComplete, fontConfiguration(unpacked));
    if (works(installed.executablePath, installed.env)) return installed;
    console.error('The browser that npm carries does not run here.');
  } catch (error) {
    console.error((error as Error).message);
  }
  rmSync(place, { recursive: true, force: true });
  return undefined;
}

function fontConfiguration(unpacked: string): string {
  const folders = [join(unpacked, 'fonts'), '/usr/share/fonts'].map((folder) => `<dir>${folder}</dir>`).join('');
  const cache = `<cachedir>${join(unpacked, 'fonts-cache')}</cachedir>`;
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}${cache}</fontconfig>\n`;
}

function bringFromDebian(): Installed | undefined {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return undefined;
  console.error('Installing the package chromium with apt-get');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const command of [['update'], ['install', '-y', 'chromium']]) {
    const ran = spawnSync('apt-get', command, { env, encoding: 'utf8' });
    if (ran.status !== 0) console.error(ran.stderr);
  }
  return works('/usr/bin/chromium') ? { executablePath: '/usr/bin/chromium', env: {} } : undefined;
}
