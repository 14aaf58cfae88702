import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { devDependencies, scripts, version } from '../../package.json';
import { anchorsOf, codeSpansOf, linksOf } from './markdown.ts';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const isThere = (path: string) => existsSync(fileURLToPath(new URL(path, root)));

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const contributing = read('CONTRIBUTING.md');

describe.each(documents)('%s', (name) => {
  const text = read(name);

  it('links to what is there', () => {
    const broken = linksOf(text)
      .filter((target) => !target.startsWith('https://'))
      .filter((target) => {
        const [file = '', anchor] = target.split('#');
        if (file !== '' && !isThere(file)) return true;
        if (anchor === undefined) return false;
        return !anchorsOf(file === '' ? text : read(file)).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const called = [...text.matchAll(/\bnpm\s+run\s+([\w:]+)/g)].map(([, script]) => script);
    for (const script of called) expect(scripts).toHaveProperty([script ?? '']);
    expect(scripts.test).toBe('vitest run');
  });

  it('has no heading twice, as its anchor would lead to the first', () => {
    const anchors = anchorsOf(text);
    expect(anchors).toEqual([...new Set(anchors)]);
  });
});

describe('CONTRIBUTING.md', () => {
  it('names every dependency, and none that is not there', () => {
    const cells = contributing.matchAll(/^\| (`[^|]+`) +\|/gm);
    const named = [...cells].flatMap(([, cell = '']) => codeSpansOf(cell));
    expect(named.toSorted()).toEqual(Object.keys(devDependencies).toSorted());
  });

  it('names every folder and every file at the top of src', () => {
    for (const entry of readdirSync(new URL('src/', root), { withFileTypes: true })) {
      if (entry.name === 'build.mjs') continue;
      expect(contributing).toContain(entry.isDirectory() ? `  ${entry.name}/` : `  ${entry.name}`);
    }
  });

  it('names files and folders that are there', () => {
    const paths = codeSpansOf(contributing)
      .filter((code) => /^(src|test|fixtures|bin)\/[\w./-]+$/.test(code))
      .filter((path) => !path.includes('<'));
    expect(paths.length).toBeGreaterThan(4);
    for (const path of paths) expect([path, isThere(path)]).toEqual([path, true]);
  });
});

describe('CHANGELOG.md', () => {
  const changelog = read('CHANGELOG.md');

  it('starts with the version of the package', () => {
    const [, newest] = /^## \[(\d+\.\d+\.\d+)\]/m.exec(changelog) ?? [];
    expect(newest).toBe(version);
  });

  it('has no other headings than those of Keep a Changelog', () => {
    const kinds = [...changelog.matchAll(/^### (.+)$/gm)].map(([, kind]) => kind);
    for (const kind of kinds) {
      expect(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']).toContain(kind);
    }
  });
});
