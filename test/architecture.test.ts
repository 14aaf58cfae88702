import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Source {
  /** From the root of the project, with slashes. */
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly string[];
}

/** Comments go, strings stay: a `//` inside a string has no space or line start before it. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}

function importsOf(code: string): readonly string[] {
  const statements = code.matchAll(
    /(?:^\s*(?:import|export)\b[^;'"]*?\bfrom\s*|^\s*import\s*|\bimport\(\s*)(['"])(.+?)\1/gm,
  );
  return [...statements].map((match) => match[2] ?? '');
}

function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const code = withoutComments(readFileSync(file, 'utf8'));
      const path = relative(root, file).split(sep).join('/');
      return { path, code, imports: importsOf(code) };
    });
}

const sources = [...sourcesIn('src'), ...sourcesIn('bin')];

/** `src/net/cidr.ts` is of `net`, `src/errors.ts` of `errors`, what lies in bin/ of `bin`. */
function layerOf(path: string): string {
  const [top = '', next = ''] = path.split('/');
  return top === 'src' ? next.replace(/\.ts$/, '') : top;
}

const mayImport: Readonly<Record<string, readonly string[]>> = {
  bin: ['cli'],
  cli: ['input', 'report', 'rules', 'gke', 'net', 'errors', 'defined', 'package.json'],
  report: ['rules', 'gke', 'net', 'errors', 'defined'],
  input: ['gke', 'net', 'errors', 'defined'],
  rules: ['gke', 'net', 'errors', 'defined'],
  gke: ['net', 'errors', 'defined'],
  net: ['errors', 'defined'],
  errors: [],
  defined: [],
};

const meaning: Readonly<Record<string, string>> = {
  bin: 'bin only starts the command line; it has no logic that would need more',
  report: 'a renderer shows what it is given; it reads no input and knows no command line',
  input: 'an input says what stands in a text; judging and showing it are done elsewhere',
  rules: 'a rule looks at the landscape, from whatever input and for whatever output it is',
  gke: 'what GKE does with addresses holds without inputs, rules and outputs',
  net: 'address arithmetic knows no cloud',
  errors: 'everything imports the errors, so they import nothing',
  defined: 'everything may leave out what is not said, so this imports nothing',
};

/** Where a package, a module or a global may be used, and what goes wrong elsewhere. */
const places = [
  {
    what: 'node:*',
    inImport: /^node:/,
    allowed: /^(src\/cli\/io\.ts|bin\/)/,
    because: 'only the edge touches the machine, so that everything else is tested in memory',
  },
  {
    what: 'ip-num',
    inImport: /^ip-num/,
    allowed: /^src\/net\//,
    because: 'its traps (host bits, families) are guarded in src/net alone',
  },
  {
    what: 'commander',
    inImport: /^commander/,
    allowed: /^src\/cli\//,
    because: 'only the command line knows how commands are written',
  },
  {
    what: 'cli-table3',
    inImport: /^cli-table3/,
    allowed: /^src\/report\/(table|layout)[^/]*\.ts$/,
    because: 'it is quadratic and colours by itself; the table renderer guards against both',
  },
  {
    what: 'chalk',
    inImport: /^chalk/,
    allowed: /^src\/report\/(table|layout)[^/]*\.ts$/,
    because: 'colours are a level that is handed in; only the table has them',
  },
  {
    what: 'valibot',
    inImport: /^valibot/,
    allowed: /^src\/(input|report)\/[^/]+\.ts$/,
    because: 'schemas belong to texts that are read: specs and reports',
  },
  {
    what: 'process',
    inCode: /(?<![\w.'"-])process\b(?!['"\w:])/,
    allowed: /^(src\/cli\/io\.ts|bin\/)/,
    because: 'environment, streams and exit code are arguments everywhere else',
  },
  {
    what: 'console',
    inCode: /(?<![\w.])console\s*\./,
    allowed: /^$/,
    because: 'results are returned; Io writes them',
  },
  {
    what: 'Date',
    inCode: /(?<![\w.])Date\b\s*[.(]|new\s+Date\b/,
    allowed: /^src\/cli\/io\.ts$/,
    because: 'the same input gives the same bytes, today and tomorrow; the clock is an argument',
  },
  {
    what: 'Math.random',
    inCode: /\bMath\s*\.\s*random\b/,
    allowed: /^src\/cli\/io\.ts$/,
    because: 'the same input gives the same bytes',
  },
] as const;

describe('the architecture', () => {
  it('has sources to look at, and sees their imports', () => {
    const run = sources.find(({ path }) => path === 'src/cli/run.ts');
    expect(run?.imports).toEqual(
      expect.arrayContaining(['./io.ts', './program.ts', './commands/assess.ts']),
    );
  });

  it('imports in one direction', () => {
    const violations = sources.flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('.'))
        .map((target) => layerOf(posix.join(dirname(path), target)))
        .filter((layer) => layer !== layerOf(path))
        .filter((layer) => mayImport[layerOf(path)]?.includes(layer) !== true)
        .map((layer) => `${path} imports ${layer}: ${meaning[layerOf(path)] ?? 'no such layer'}`),
    );
    expect(violations).toEqual([]);
  });

  it('imports files of the project with their extension', () => {
    const bare = sources.flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('.') && !/\.(ts|json)$/.test(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(bare).toEqual([]);
  });

  it.each(places)('keeps $what in its place', ({ what, allowed, because, ...how }) => {
    const violations = sources
      .filter(({ path }) => !allowed.test(path))
      .filter(({ code, imports }) =>
        'inImport' in how
          ? imports.some((target) => how.inImport.test(target))
          : how.inCode.test(code),
      )
      .map(({ path }) => `${path} uses ${what}: ${because}`);
    expect(violations).toEqual([]);
  });

  it('uses each of these places, so that none of the patterns has gone blind', () => {
    const unused = places.filter(
      ({ allowed, what, ...how }) =>
        what !== 'console' &&
        !sources.some(
          ({ path, code, imports }) =>
            allowed.test(path) &&
            ('inImport' in how
              ? imports.some((target) => how.inImport.test(target))
              : how.inCode.test(code)),
        ),
    );
    expect(unused.map(({ what }) => what)).toEqual([]);
  });
});
