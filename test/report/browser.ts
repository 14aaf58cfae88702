import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import * as v from 'valibot';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium on the PATH, if there is one. */
export const chromium = programs.find(
  (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
);

const values = v.record(v.string(), v.unknown());
type Values = v.InferOutput<typeof values>;

const messageSchema = v.object({
  id: v.optional(v.number()),
  method: v.optional(v.string()),
  params: v.optional(values, {}),
  result: v.optional(values, {}),
  error: v.optional(v.unknown()),
});

/** One page of a real browser, through the pipe of the Chrome DevTools protocol. */
export class Browser {
  /** What the page and the browser complained about. */
  readonly complaints: string[] = [];
  readonly #waiting = new Map<number, (result: Values) => void>();
  readonly #listeners = new Map<string, (params: Values) => void>();
  readonly #profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  readonly #process: ChildProcess;
  readonly #commands: Writable;
  #session: unknown;
  #count = 0;

  private constructor(program: string) {
    this.#process = spawn(
      program,
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--hide-scrollbars',
        '--remote-debugging-pipe',
        `--user-data-dir=${this.#profile}`,
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    const [, , , commands, answers] = this.#process.stdio;
    if (!(commands instanceof Writable && answers instanceof Readable))
      throw new Error(`no pipes to ${program}`);
    this.#commands = commands;
    let rest = '';
    answers.setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop() ?? '';
      for (const text of messages) this.#receive(text);
    });
  }

  static async open(program: string): Promise<Browser> {
    const browser = new Browser(program);
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const attached = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    browser.#session = attached['sessionId'];
    browser.#listeners.set('Log.entryAdded', ({ entry }) =>
      browser.complaints.push(JSON.stringify(entry)),
    );
    browser.#listeners.set('Runtime.consoleAPICalled', (call) =>
      browser.complaints.push(JSON.stringify(call)),
    );
    const domains = ['Page', 'Log', 'Runtime', 'Accessibility'];
    await Promise.all(domains.map((domain) => browser.send(`${domain}.enable`)));
    return browser;
  }

  send(method: string, params: Values = {}): Promise<Values> {
    const id = (this.#count += 1);
    const session = this.#session === undefined ? {} : { sessionId: this.#session };
    this.#commands.write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  async goTo(url: string): Promise<void> {
    const loaded = new Promise((resolve) => this.#listeners.set('Page.loadEventFired', resolve));
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** The value of an expression of JavaScript in the page, as JSON has it. */
  async evaluate(expression: string): Promise<unknown> {
    const { result } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    return v.parse(values, result)['value'];
  }

  async resize(width: number, height = 900): Promise<void> {
    const size = { width, height, deviceScaleFactor: 1, mobile: false };
    await this.send('Emulation.setDeviceMetricsOverride', size);
  }

  async prefer(scheme: 'light' | 'dark'): Promise<void> {
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    await this.send('Emulation.setEmulatedMedia', { features });
  }

  /** The whole page as a PNG. */
  async picture(): Promise<Buffer> {
    const { data } = await this.send('Page.captureScreenshot', { captureBeyondViewport: true });
    return Buffer.from(String(data), 'base64');
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.on('exit', resolve));
    this.#session = undefined;
    void this.send('Browser.close');
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #receive(text: string): void {
    const { id, method, params, result, error } = v.parse(messageSchema, JSON.parse(text));
    if (method !== undefined) this.#listeners.get(method)?.(params);
    if (id === undefined) return;
    if (error !== undefined) this.complaints.push(JSON.stringify(error));
    this.#waiting.get(id)?.(result);
    this.#waiting.delete(id);
  }
}
