/**
 * Builds dist/: a launcher, the program as one CommonJS file with V8's code cache for it, the JSON
 * Schemas, the manual page, and the notices of what is bundled.
 */
import { spawnSync } from 'node:child_process';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url);
const inRoot = (path) => fileURLToPath(new URL(path, root));

async function buildProgram() {
  // V8 knows a cache of other source text by its length alone, so none may outlive its program.
  await rm(inRoot('dist/program.cache'), { force: true });
  const { metafile } = await build({
    absWorkingDir: inRoot('.'),
    entryPoints: ['bin/gke-ip-planner.ts'],
    outfile: 'dist/program.cjs',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // jsonc-parser's main file is UMD, whose requires no bundler can follow.
    mainFields: ['module', 'main'],
    charset: 'ascii',
    // Names stay, so that the stack of a bug can be read.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    plugins: [withoutUnused, besideProgram],
    // The launcher runs the program as a script of V8, in which only require loads.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.dirname': 'module.path' },
    metafile: true,
    logLevel: 'warning',
  });
  await copyFile(inRoot('bin/launcher.cjs'), inRoot('dist/gke-ip-planner.cjs'));
  await chmod(inRoot('dist/gke-ip-planner.cjs'), 0o755);
  await Promise.all(
    filesBeside.map(([from, to]) => copyFile(inRoot(`node_modules/${from}`), inRoot(`dist/${to}`))),
  );
  const files = [...bundledFiles(metafile), ...filesBeside.map(([from]) => `node_modules/${from}`)];
  await writeFile(inRoot('dist/THIRD-PARTY-NOTICES.txt'), await notices(packagesOf(files)));
  await buildCache();
}

/** What only Terraform files need is loaded when one is read: files of packages, and their names in dist/. */
const filesBeside = [
  ['web-tree-sitter/web-tree-sitter.cjs', 'web-tree-sitter.cjs'],
  ['web-tree-sitter/web-tree-sitter.wasm', 'web-tree-sitter.wasm'],
  [
    '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
    'tree-sitter-terraform.wasm',
  ],
];

const besideProgram = {
  name: 'packages beside the program',
  setup({ onResolve }) {
    onResolve({ filter: /^web-tree-sitter$/ }, () => ({
      path: './web-tree-sitter.cjs',
      external: true,
    }));
  },
};

/** Modules that packages load and this program never uses, with what stands in for them. */
const unused = new Map([
  // Commander starts commands that are programs of their own with it; here none is.
  ['node:child_process', 'module.exports = {};'],
  // Chalk asks it for a colour level; here the level is decided in src/cli/color.ts and handed in.
  ['#supports-color', 'export default { stdout: false, stderr: false };'],
]);

const withoutUnused = {
  name: 'without unused modules',
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(?:${[...unused.keys()].join('|')})$`);
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({ contents: unused.get(path) }));
  },
};

/** What a plan compiles goes into the cache; the process that runs one ends by writing it. */
async function buildCache() {
  const run = `
    process.argv.push('gke-ip-planner', 'plan', '--nodes', '200');
    const script = require('./gke-ip-planner.cjs');
    const { renameSync, writeFileSync } = require('node:fs');
    process.on('exit', () => {
      const whole = 'program.cache.' + process.pid;
      writeFileSync(whole, script.createCachedData());
      renameSync(whole, 'program.cache');
    });`;
  const env = { ...process.env, NODE_OPTIONS: '' };
  const options = { cwd: inRoot('dist'), env, encoding: 'utf8' };
  const { status, stderr } = spawnSync(process.execPath, ['-e', run], options);
  if (status !== 0) throw new Error(`the built program does not plan: ${stderr}`);
}

/** The files whose code went into the bundle. */
function bundledFiles({ outputs }) {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return files.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
}

/**
 * Folders of the packages that files are of.
 * @param {string[]} files
 */
function packagesOf(files) {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  return [...new Set(folders)].toSorted();
}

async function notices(folders) {
  const parts = await Promise.all(folders.map((folder) => notice(folder)));
  return `gke-ip-planner contains the following packages.\n\n${parts.join('\n')}`;
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(inRoot(`${folder}/package.json`), 'utf8'),
  );
  const file = (await readdir(inRoot(folder))).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file to quote`);
  const text = await readFile(inRoot(`${folder}/${file}`), 'utf8');
  const line = '-'.repeat(80);
  return `${line}\n${name} ${version} (${license})\n${line}\n\n${text.trim()}\n`;
}

/** JSON Schemas of the valibot schemas, for editors and scripts, and the manual page of the help's data. */
async function buildDocuments() {
  const entry = [
    `export { toJsonSchema } from '@valibot/to-json-schema';`,
    `export { specSchema } from './src/input/spec-schema.ts';`,
    `export { reportSchema } from './src/report/report.ts';`,
    `export { sweepSchema } from './src/report/sweep.ts';`,
    `export { manPage } from './src/cli/man.ts';`,
  ];
  const folder = await mkdtemp(join(tmpdir(), 'gke-ip-planner-'));
  const outfile = join(folder, 'documents.cjs');
  await build({
    stdin: { contents: entry.join('\n'), resolveDir: inRoot('.') },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [besideProgram],
  });
  const { toJsonSchema, ...loaded } = (await import(pathToFileURL(outfile).href)).default;
  await rm(folder, { recursive: true });
  const { specSchema, reportSchema, sweepSchema, manPage } = loaded;
  const schemas = { spec: specSchema, report: reportSchema, sweep: sweepSchema };
  const writes = Object.entries(schemas).map(([kind, schema]) => {
    const { $schema, ...rest } = toJsonSchema(schema, { errorMode: 'throw' });
    const identity = { $id: `urn:gke-ip-planner:${kind}`, title: `gke-ip-planner ${kind}` };
    const document = { $schema, ...identity, ...rest };
    return writeFile(inRoot(`dist/${kind}.schema.json`), `${JSON.stringify(document, null, 2)}\n`);
  });
  await Promise.all([...writes, writeFile(inRoot('dist/gke-ip-planner.1'), manPage())]);
}

await mkdir(inRoot('dist'), { recursive: true });
await Promise.all([buildProgram(), buildDocuments()]);
